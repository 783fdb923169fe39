import assert from "node:assert/strict";
import { once } from "node:events";
import type { Readable } from "node:stream";

/** What a program prints next. Rejects if it ends, or closes the stream, before: nothing would come any more. */
export async function nextPrinted(output: Readable): Promise<string> {
  const closed = output.closed ? Promise.resolve() : once(output, "close");
  const printed = once(output, "data") as Promise<[Buffer?]>;
  const [chunk] = await Promise.race([printed, closed.then(() => [])]);
  return String(chunk ?? assert.fail("the program ended before it printed anything"));
}
