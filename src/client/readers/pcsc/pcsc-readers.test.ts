import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readerState, returnCodes } from "./constants.ts";
import { PcscFailure } from "./pcsc-errors.ts";
import { PcscReaders } from "./pcsc-readers.ts";
import type { ReaderStateRow, Winscard } from "./winscard.ts";

/** A PC/SC service that loses a reader after it has listed them. */
function serviceThatLoses(lost: string, listed: readonly string[]): Winscard {
  const service: Partial<Winscard> = {
    establishContext: () => Promise.resolve(1),
    releaseContext: () => Promise.resolve(),
    listReaders: () => Promise.resolve([...listed]),
    getStatusChange: (_context, _timeout, rows): Promise<ReaderStateRow[]> =>
      rows.some(({ reader }) => reader === lost)
        ? Promise.reject(new PcscFailure("SCardGetStatusChange", returnCodes.UNKNOWN_READER))
        : Promise.resolve(rows.map((row) => ({ ...row, eventState: readerState.CHANGED, atr: new Uint8Array() }))),
  };
  return service as Winscard;
}

describe("a reader that is unplugged while readers are listed", () => {
  for (const others of [[], ["A", "C"]]) {
    it(`is left out, and the ${others.length} others are listed`, async () => {
      const readers = new PcscReaders(serviceThatLoses("B", [...others, "B"]));
      assert.deepEqual(
        (await readers.list()).map(({ name }) => name),
        others,
      );
    });
  }
});
