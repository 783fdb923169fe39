import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type CardConnection, fromHex, toHex } from "../../iso7816/index.ts";
import { CardGuard, refusedText } from "./card-guard.ts";

const block = { reference: 0x80, paddedLength: 8, padding: 0xff };
const passcode = "0020008008313233343536FFFF";
const wrongPasscode = "0020008008393939393939FFFF";
const wrongPuk = "002C008010393939393939FFFF313233343536FFFF";
const proof = "0087039B0C7C0A82080000000000000000";

/** A guarded card that answers by the beginning of what it gets, else with success. */
function guarded(allowDestructive: boolean, answers: Readonly<Record<string, string>> = {}, puk?: string) {
  const sent: string[] = [];
  const guard = new CardGuard(allowDestructive);
  guard.use({ passcode: "123456", puk, block });
  const card: CardConnection = {
    atr: fromHex("3B00"),
    protocol: "T=0",
    transaction: (work) => work(),
    disconnect: () => Promise.resolve(),
    transmit: (bytes) => {
      const command = toHex(bytes);
      sent.push(command);
      const known = Object.keys(answers).find((start) => command.startsWith(start));
      return Promise.resolve(fromHex(answers[known ?? ""] ?? "9000"));
    },
  };
  return { guard, card, sent, transmit: (text: string) => guard.around(card).transmit(fromHex(text)) };
}

describe("the guard of a real card says why it keeps a command back", () => {
  for (const [allowDestructive, text, command, reason] of [
    [true, "002000800831", "6 bytes that are no command", "it is no whole command"],
    [false, "00DB3FFF065C035FC1095300", "PUT DATA", "it may write"],
    [false, wrongPasscode, "VERIFY", "it would spend a passcode try"],
    [true, "0020009608313233343536FFFF", "VERIFY", "the testkit does not know which secret the card compares"],
    [true, wrongPuk, "RESET RETRY COUNTER", "it is not known how many tries the code has left"],
  ] as const) {
    it(reason, async () => {
      const { sent, transmit } = guarded(allowDestructive, { "00200096": "63C3" }, "12345678");
      await assert.rejects(transmit(text), (error: { code: string; details: { command: string; reason: string } }) => {
        assert.deepEqual([error.code, error.details.reason], ["REAL_CARD_PROTECTED", reason]);
        assert.ok(error.details.command.startsWith(command), error.details.command);
        return true;
      });
      assert.ok(!sent.includes(text));
    });
  }
});

describe("the guard of a real card ends the use of secrets", () => {
  const tries = { "0020008008": "63C2", "002000800": "63C3", "00200080": "63C3", "002C": "63C2" };
  for (const [secret, refuse, answers, text] of [
    ["passcode", passcode, tries, "its passcode"],
    ["puk", wrongPuk, tries, "its unblocking code (PUK)"],
    ["administration key", proof, { "0087": "6982" }, "the administration key"],
    ["administration key", proof, { "0087": "6983" }, "the administration key"],
    ["administration key", proof, { "0087": "6300" }, "the administration key"],
  ] as const) {
    it(`once the card refused ${text} with ${Object.values(answers)[0] ?? ""}`, async () => {
      const { guard, sent, transmit } = guarded(true, answers, "999999");
      await transmit(refuse);
      assert.equal(guard.refused, secret);
      assert.equal(refusedText(secret), text);
      for (const later of [wrongPasscode, proof]) {
        const before = sent.length;
        await assert.rejects(transmit(later), { code: "REAL_CARD_RUN_ENDED", details: { secret: text } });
        assert.equal(sent.length, before);
      }
    });
  }

  for (const answer of ["9000", "6A80", "6D00", "90"]) {
    it(`and not after a proof of the administration key that was answered ${answer}`, async () => {
      const { guard, transmit } = guarded(true, { "0087": answer });
      await transmit(proof);
      await transmit(proof);
      assert.equal(guard.refused, undefined);
    });
  }

  it("after a wrong passcode only if the last try is left", async () => {
    for (const [left, refused] of [
      ["63C2", undefined],
      ["63C1", "passcode"],
    ] as const) {
      const { guard, transmit } = guarded(true, { "0020008008": left, "00200080": "63C3" });
      await transmit(wrongPasscode);
      assert.equal(guard.refused, refused);
    }
  });

  it("again after the PUK replaced the refused passcode, and says still which was refused first", async () => {
    const answers = { "0020008008": "63C2", "00200080": "63C3" };
    const { guard, transmit } = guarded(true, answers, "12345678");
    await transmit(passcode);
    await transmit("002C0080103132333435363738313233343536FFFF");
    assert.equal(guard.refused, "passcode");
    await transmit(passcode);
  });
});

it("a guarded connection is the same card's", async () => {
  const { guard, card } = guarded(false);
  const ended: string[] = [];
  const connection = guard.around({
    ...card,
    transaction: async (work) => {
      ended.push("transaction");
      return work();
    },
    disconnect: () => {
      ended.push("disconnect");
      return Promise.resolve();
    },
  });
  assert.deepEqual([connection.atr, connection.protocol], [card.atr, card.protocol]);
  assert.equal(await connection.transaction(() => Promise.resolve(1)), 1);
  await connection.disconnect();
  assert.deepEqual(ended, ["transaction", "disconnect"]);
});
