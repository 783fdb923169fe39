/** Bytes as they come: a request of Node's `http`, or the body of a `Response`. */
export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** All bytes of a body, or undefined if there are more than `limit`: a body without end must not fill the memory. */
export async function readBytesUpTo(source: ByteSource, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.byteLength;
    if (length > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
