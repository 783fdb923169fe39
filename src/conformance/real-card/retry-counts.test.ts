import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeCommand, fromHex, toHex, type CardConnection } from "../../iso7816/index.ts";
import { RetryCounts } from "./retry-counts.ts";

const command = (text: string) => decodeCommand(fromHex(text)) ?? assert.fail(text);
const verify = command("0020008008313233343536FFFF");
const change = command("002400811031323334353637383132333435363738");
const reset = command("002C0080103132333435363738313233343536FFFF");

/** A card that gives one answer after the other, the last one for ever. */
function answering(...answers: readonly string[]) {
  const sent: string[] = [];
  const connection: CardConnection = {
    atr: fromHex("3B00"),
    transaction: (work) => work(),
    disconnect: () => Promise.resolve(),
    transmit: (bytes) => {
      const answer = answers[Math.min(sent.push(toHex(bytes)), answers.length) - 1] ?? "";
      return Promise.resolve(fromHex(answer));
    },
  };
  return { connection, sent };
}

describe("the tries of the passcode", () => {
  for (const [left, right, wrong] of [
    ["63C3", undefined, undefined],
    ["63C2", undefined, "REAL_CARD_LAST_TRY"],
    ["63C1", "REAL_CARD_LAST_TRY", "REAL_CARD_LAST_TRY"],
    ["63C0", "PASSCODE_LOCKED", "PASSCODE_LOCKED"],
    ["6983", "PASSCODE_LOCKED", "PASSCODE_LOCKED"],
    ["6700", "REAL_CARD_TRIES_UNKNOWN", "REAL_CARD_TRIES_UNKNOWN"],
  ] as const) {
    it(`allow, after ${left}, the right one and a wrong one as the rules say`, async () => {
      for (const [isRight, code] of [
        [true, right],
        [false, wrong],
      ] as const) {
        const { connection, sent } = answering(left);
        const checked = new RetryCounts().checkPasscode(connection, 0x80, isRight);
        await (code === undefined ? checked : assert.rejects(checked, { code }));
        assert.deepEqual(sent, ["00200080"]);
      }
    });
  }

  it("are named by the card once the verified status that another program left is taken away", async () => {
    const { connection, sent } = answering("9000", "9000", "63C3");
    await new RetryCounts().checkPasscode(connection, 0x80, false);
    assert.deepEqual(sent, ["00200080", "0020FF80", "00200080"]);
  });

  it("stay as the card said last while the passcode is verified", async () => {
    const counts = new RetryCounts();
    counts.note(0x63c2, verify, "passcode");
    const { connection, sent } = answering("9000");
    await counts.checkPasscode(connection, 0x80, true);
    await assert.rejects(counts.checkPasscode(connection, 0x80, false), {
      code: "REAL_CARD_LAST_TRY",
      details: { triesLeft: 2 },
    });
    assert.deepEqual(sent, ["00200080", "00200080"]);
  });

  it("are asked for again after the PUK gave them back, and not after another use of it", async () => {
    for (const [ins, asksAgain] of [
      [reset, true],
      [change, false],
    ] as const) {
      const counts = new RetryCounts();
      counts.note(0x63c2, verify, "passcode");
      counts.note(0x9000, ins, "puk");
      const { connection, sent } = answering("9000", "9000", "63C3");
      await counts.checkPasscode(connection, 0x80, true);
      assert.equal(sent.length > 1, asksAgain);
    }
  });

  it("are not known if the card gives no status word", async () => {
    const checked = new RetryCounts().checkPasscode(answering("90").connection, 0x80, true);
    await assert.rejects(checked, { code: "REAL_CARD_TRIES_UNKNOWN", details: { statusWord: "0000" } });
  });
});

describe("the tries of the PUK", () => {
  it("are asked for if the card has a reference for them", async () => {
    const { connection, sent } = answering("63C2");
    const counts = new RetryCounts();
    assert.equal(await counts.mayTryPuk(connection, 0x81, true), true);
    await assert.rejects(counts.mayTryPuk(connection, 0x81, false), { code: "REAL_CARD_LAST_TRY" });
    assert.deepEqual(sent, ["00200081", "00200081"]);
  });

  it("are not known without: then only the right one may be sent", async () => {
    const { connection, sent } = answering();
    assert.equal(await new RetryCounts().mayTryPuk(connection, undefined, true), true);
    assert.equal(await new RetryCounts().mayTryPuk(connection, undefined, false), false);
    assert.deepEqual(sent, []);
  });

  it("are all there after the right one, and those that the card says after a wrong one", async () => {
    const { connection } = answering("6A88");
    const counts = new RetryCounts();
    counts.note(0x9000, reset, "puk");
    assert.equal(await counts.mayTryPuk(connection, 0x81, false), true);
    counts.note(0x63c2, reset, "puk");
    await assert.rejects(counts.mayTryPuk(connection, 0x81, false), { details: { triesLeft: 2 } });
    counts.note(0x6a80, reset, "puk");
    await assert.rejects(counts.mayTryPuk(connection, 0x81, false), { details: { triesLeft: 2 } });
  });

  it("are not those of the passcode, nor the other way round", async () => {
    const counts = new RetryCounts();
    counts.note(0x63c1, verify, "passcode");
    counts.note(0x63c1, verify, undefined);
    assert.equal(await counts.mayTryPuk(answering().connection, undefined, false), false);
    counts.note(0x63c3, reset, "puk");
    assert.equal(await counts.mayTryPuk(answering().connection, undefined, false), true);
    await assert.rejects(counts.checkPasscode(answering("9000").connection, 0x80, true), { details: { triesLeft: 1 } });
  });
});

it("knows a reference that the card has not", async () => {
  assert.equal(await new RetryCounts().isNoReference(answering("6A88").connection, 0x96), true);
  assert.equal(await new RetryCounts().isNoReference(answering("63C3").connection, 0x96), false);
});
