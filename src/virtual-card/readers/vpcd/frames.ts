const headerSize = 2;

/** Reads vpcd's messages, a two-byte big-endian length and the payload, out of a stream that may cut them anywhere. */
export class FrameReader {
  #pending = Buffer.alloc(0);

  /** The messages that are complete with this chunk. */
  *push(chunk: Uint8Array): Generator<Uint8Array> {
    this.#pending = this.#pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length >= headerSize) {
      const end = headerSize + this.#pending.readUInt16BE();
      if (this.#pending.length < end) return;
      yield this.#pending.subarray(headerSize, end);
      this.#pending = this.#pending.subarray(end);
    }
  }
}

/** One message, length and payload in one piece: two writes would cost a delayed acknowledgement. */
export function frame(payload: Uint8Array): Uint8Array {
  const message = Buffer.alloc(headerSize + payload.length);
  message.writeUInt16BE(payload.length);
  message.set(payload, headerSize);
  return message;
}
