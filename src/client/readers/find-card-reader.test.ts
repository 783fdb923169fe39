import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeResponse } from "../../iso7816/index.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { findCardReader } from "./find-card-reader.ts";

const card = new ScriptedCard(() => encodeResponse(0x6d00));

describe("findTheCard", () => {
  it("finds the only card, whatever empty readers stand beside it", async () => {
    assert.equal(await findCardReader(scriptedReaders({ A: undefined, B: card })), "B");
  });

  it("takes the reader named, though others hold cards", async () => {
    assert.equal(await findCardReader(scriptedReaders({ A: card, B: card }), { reader: "B" }), "B");
  });

  it("refuses to guess between two cards, and names their readers", async () => {
    await assert.rejects(findCardReader(scriptedReaders({ A: card, B: card })), {
      code: "CARD_SEVERAL",
      details: { readers: "A, B" },
    });
  });

  it("tells no reader, no card and no such reader apart", async () => {
    await assert.rejects(findCardReader(scriptedReaders({})), { code: "READER_NONE" });
    await assert.rejects(findCardReader(scriptedReaders({ A: undefined })), { code: "CARD_ABSENT" });
    await assert.rejects(findCardReader(scriptedReaders({ A: undefined, B: card }), { reader: "A" }), {
      code: "CARD_ABSENT",
    });
    await assert.rejects(findCardReader(scriptedReaders({ A: card, B: card }), { reader: "C" }), {
      code: "READER_UNKNOWN",
      details: { reader: "C", known: "A, B" },
    });
  });
});
