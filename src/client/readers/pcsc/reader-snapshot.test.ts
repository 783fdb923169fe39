import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readerState } from "./constants.ts";
import { readerEvents, readRow, type KnownReader } from "./reader-snapshot.ts";

const atr = Uint8Array.of(0x3b, 0x00);
const other = Uint8Array.of(0x3b, 0x01);

function reader(name: string, changes: number, inside?: Uint8Array): KnownReader {
  const flags = inside ? readerState.PRESENT : 0;
  return readRow({
    reader: name,
    currentState: 0,
    eventState: (changes << 16) | flags,
    atr: inside ?? new Uint8Array(),
  });
}

describe("what happened between two looks at the readers", () => {
  it("is nothing where nothing changed", () => {
    assert.deepEqual(readerEvents([reader("A", 1, atr)], [reader("A", 1, atr)]), []);
  });

  it("is readers and cards that came and went", () => {
    assert.deepEqual(readerEvents([], [reader("A", 1, atr)]), [
      { type: "reader-added", reader: "A" },
      { type: "card-inserted", reader: "A", atr },
    ]);
    assert.deepEqual(readerEvents([reader("A", 1, atr)], [reader("A", 2)]), [{ type: "card-removed", reader: "A" }]);
    assert.deepEqual(readerEvents([reader("A", 1, atr)], []), [
      { type: "card-removed", reader: "A" },
      { type: "reader-removed", reader: "A" },
    ]);
  });

  it("is a removal and an insertion where the same card was put back in between", () => {
    assert.deepEqual(readerEvents([reader("A", 1, atr)], [reader("A", 3, atr)]), [
      { type: "card-removed", reader: "A" },
      { type: "card-inserted", reader: "A", atr },
    ]);
  });

  it("is both where another card took its place", () => {
    const events = readerEvents([reader("A", 0, atr)], [reader("A", 0, other)]);
    assert.deepEqual(
      events.map(({ type }) => type),
      ["card-removed", "card-inserted"],
    );
  });

  it("keeps an empty reader's own changes to itself", () => {
    assert.deepEqual(readerEvents([reader("A", 1)], [reader("A", 3)]), []);
  });
});

describe("a reader's state", () => {
  it("tells a card that does not answer from an empty reader", () => {
    const mute = readerState.PRESENT | readerState.MUTE;
    const row = { reader: "A", currentState: 0, atr: new Uint8Array() };
    assert.equal(readRow({ ...row, eventState: mute }).unresponsive, true);
    assert.equal(readRow({ ...row, eventState: readerState.PRESENT }).unresponsive, true);
    assert.equal(readRow({ ...row, eventState: 0 }).unresponsive, undefined);
  });
});
