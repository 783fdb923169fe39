import type { IncomingMessage } from "node:http";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

/** The whole body as separate bytes. Rejects with REQUEST_MALFORMED beyond `limit` bytes. */
export async function readBytesUpTo(request: IncomingMessage, limit: number): Promise<Uint8Array> {
  const body = new Uint8Array(limit);
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (length + chunk.length > limit) {
      throw new TestkitError("REQUEST_MALFORMED", { reason: `the body is longer than ${limit} bytes` });
    }
    body.set(chunk, length);
    length += chunk.length;
    chunk.fill(0);
  }
  return body.subarray(0, length);
}
