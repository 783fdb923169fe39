import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ErrorCode } from "../../foundation/errors/catalogue.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { type CardConnection, encodeCommand, fromHex, Instruction, toHex } from "../../iso7816/index.ts";
import { InProcessReaders, VirtualCard } from "../../virtual-card/index.ts";
import { issueCard, passcode, puk } from "../../virtual-card/testing/issue-card.ts";
import { runPivSuite } from "../apdu-suite/piv-suite.ts";
import type { ApduResult } from "../apdu-suite/apdu-result.ts";
import type { RunOptions } from "../apdu-suite/run-case.ts";
import { runSeries8Suite, series8UnderTest } from "../apdu-suite/series8-suite.ts";
import { CardGuard } from "./card-guard.ts";

const pivApplication = fromHex("00A4040009A0000003080000100000");
const padded = (text: string) => Buffer.from(text.padEnd(8, "\xff"), "latin1");
const command = (ins: number, p2: number, data?: Uint8Array) => encodeCommand({ cla: 0, ins, p1: 0, p2, data });
const verify = (text: string) => command(Instruction.VERIFY, 0x80, padded(text));
const block = { reference: 0x80, pukReference: 0x81, paddedLength: 8, padding: 0xff };
const everything: RunOptions = { allowed: ["reads", "spends-tries", "writes"] };

/** A guarded card, and how many tries it really has. */
function scene({ profile = "piv", triesLeft = 3, allowDestructive = false, knows = true } = {}) {
  const card = new VirtualCard(issueCard({ profile, triesLeft }));
  const readers = new InProcessReaders();
  readers.addReader("Reader");
  readers.insert("Reader", card);
  const guard = new CardGuard(allowDestructive);
  if (knows) guard.use({ passcode, puk, block: profile === "piv" ? block : { ...block, reference: 1 } });
  const connect = async () => guard.around(await readers.connect("Reader"));
  const open = async () => {
    const connection = await connect();
    if (profile === "piv") await connection.transmit(pivApplication);
    return connection;
  };
  return { guard, connect, open, tries: () => card.image.applets[0]?.references.pin.triesLeft };
}

async function codeOf(attempt: Promise<unknown>): Promise<ErrorCode | "sent"> {
  return attempt.then(
    () => "sent",
    (error: unknown) => {
      if (isTestkitError(error)) return error.code;
      throw error;
    },
  );
}

const answerTo = async (connection: CardConnection, bytes: Uint8Array) => toHex(await connection.transmit(bytes));

describe("the guard of a real card", () => {
  it("lets commands pass that read, and the right passcode", async () => {
    const { open, tries } = scene();
    const connection = await open();
    assert.equal(await answerTo(connection, command(Instruction.VERIFY, 0x80)), "63C3");
    assert.equal(await answerTo(connection, verify(passcode)), "9000");
    assert.equal(tries(), 3);
  });

  const keptBack: [string, Uint8Array][] = [
    ["a wrong passcode", verify("999999")],
    ["a passcode that is the right one's beginning", verify(passcode.slice(0, 5))],
    [
      "a change of the passcode",
      command(Instruction.CHANGE_REFERENCE_DATA, 0x80, Buffer.concat([padded(passcode), padded("222222")])),
    ],
    [
      "a reset of the counter",
      command(Instruction.RESET_RETRY_COUNTER, 0x80, Buffer.concat([padded(puk), padded(passcode)])),
    ],
    ["a written object", fromHex("00DB3FFF065C035FC1095300")],
    ["an updated file", fromHex("00D600000130")],
    ["a new key pair", fromHex("0047009E05AC03800111")],
    ["a proof of the administration key", fromHex("0087039B047C028100")],
    ["an instruction it does not know", fromHex("00E00000")],
    ["half a command", fromHex("0020008008313233")],
    ["the PUK as the passcode", verify(puk)],
    ["the passcode and as much again", command(0x20, 0x80, Buffer.concat([padded(passcode), padded(passcode)]))],
    ["the right passcode at a finger's reference", command(0x20, 0x96, padded(passcode))],
    ["the right passcode in another class", Buffer.concat([fromHex("A020008008"), padded(passcode)])],
    ["the unassigned instruction with data", fromHex("00EE000001FF")],
    ["the unassigned instruction with a parameter", fromHex("00EE0100")],
    ["a reading instruction in a vendor's class", fromHex("80CB3FFF055C035FC10200")],
  ];
  for (const [name, bytes] of keptBack) {
    it(`keeps ${name} back without leave`, async () => {
      const { open, tries } = scene();
      assert.equal(await codeOf((await open()).transmit(bytes)), "REAL_CARD_PROTECTED");
      assert.equal(tries(), 3);
    });
  }

  it("keeps every passcode back before it is told the right one", async () => {
    const connection = await scene({ knows: false }).open();
    assert.equal(await codeOf(connection.transmit(verify(passcode))), "REAL_CARD_PROTECTED");
  });

  for (const allowDestructive of [false, true]) {
    it(`does not spend the last try, not even on the right passcode; with leave: ${allowDestructive}`, async () => {
      const { open, tries } = scene({ triesLeft: 1, allowDestructive });
      const connection = await open();
      assert.equal(await codeOf(connection.transmit(verify(passcode))), "REAL_CARD_LAST_TRY");
      assert.equal(tries(), 1);
    });
  }

  it("spends one try on purpose where leave was given, and not the one before the last", async () => {
    const { open, tries } = scene({ allowDestructive: true });
    const connection = await open();
    assert.equal(await answerTo(connection, verify("999999")), "63C2");
    assert.equal(await codeOf(connection.transmit(verify("999999"))), "REAL_CARD_LAST_TRY");
    assert.equal(await answerTo(connection, verify(passcode)), "9000");
    assert.equal(tries(), 3);
  });

  it("ends the use of the passcode for good once the card refuses the right one", async () => {
    const { guard, connect, open, tries } = scene();
    guard.use({ passcode: "777777", block });
    const connection = await open();
    assert.equal(await answerTo(connection, verify("777777")), "63C2");
    assert.equal(guard.refused, "passcode");
    guard.use({ passcode, block });
    await connection.disconnect();
    const again = await connect();
    await again.transmit(pivApplication);
    assert.equal(await codeOf(again.transmit(verify(passcode))), "REAL_CARD_RUN_ENDED");
    assert.equal(tries(), 2);
  });

  it("spends no try of an unblocking code before it saw the right one, and not the last but one", async () => {
    const { open } = scene({ allowDestructive: true });
    const connection = await open();
    const reset = (code: string) =>
      command(Instruction.RESET_RETRY_COUNTER, 0x80, Buffer.concat([padded(code), padded(passcode)]));
    assert.equal(await codeOf(connection.transmit(reset("99999999"))), "REAL_CARD_PROTECTED");
    assert.equal(await answerTo(connection, reset(puk)), "9000");
    assert.equal(await answerTo(connection, reset("99999999")), "63C2");
    assert.equal(await codeOf(connection.transmit(reset("99999999"))), "REAL_CARD_LAST_TRY");
    assert.equal(await answerTo(connection, reset(puk)), "9000");
  });

  it("lets the unassigned instruction pass exactly as a case sends it", async () => {
    assert.equal(await answerTo(await scene().open(), fromHex("00EE0000")), "6D00");
  });

  it("sends no secret to a reference that the card has and the testkit has no secret of", async () => {
    const sent: string[] = [];
    const guard = new CardGuard(true);
    guard.use({ passcode, puk, block });
    const connection = guard.around(answering(sent, () => fromHex("63C3")));
    assert.equal(await codeOf(connection.transmit(command(0x20, 0x96, padded(passcode)))), "REAL_CARD_PROTECTED");
    assert.deepEqual(sent, ["00200096"]);
  });

  it("does not take a card for one with all its tries because its passcode is verified", async () => {
    const sent: string[] = [];
    const guard = new CardGuard(true);
    guard.use({ passcode, puk, block });
    const connection = guard.around(answering(sent, () => fromHex("9000")));
    assert.equal(await codeOf(connection.transmit(verify("999999"))), "REAL_CARD_TRIES_UNKNOWN");
    assert.equal(await codeOf(connection.transmit(verify(passcode))), "REAL_CARD_TRIES_UNKNOWN");
    assert.ok(!sent.some((bytes) => bytes.length > 10), sent.join());
  });

  it("still gives the passcode's tries back after the card refused the PUK", async () => {
    const { guard, open, tries } = scene({ allowDestructive: true });
    guard.use({ passcode, puk: "99999999", block });
    const connection = await open();
    const reset = command(0x2c, 0x80, Buffer.concat([padded("99999999"), padded(passcode)]));
    assert.equal(await answerTo(connection, verify("999999")), "63C2");
    assert.equal(await answerTo(connection, reset), "63C2");
    assert.equal(guard.refused, "puk");
    assert.equal(await codeOf(connection.transmit(reset)), "REAL_CARD_RUN_ENDED");
    assert.equal(await codeOf(connection.transmit(verify("999999"))), "REAL_CARD_RUN_ENDED");
    assert.equal(await answerTo(connection, verify(passcode)), "9000");
    assert.equal(tries(), 3);
  });

  it("proves the administration key no more once the card refused it", async () => {
    const guard = new CardGuard(true);
    guard.use({ passcode, block });
    const connection = guard.around(answering([], () => fromHex("6982")));
    const proof = fromHex("0087039B0C7C0A82080000000000000000");
    await connection.transmit(proof);
    assert.equal(guard.refused, "administration key");
    assert.equal(await codeOf(connection.transmit(proof)), "REAL_CARD_RUN_ENDED");
  });

  it("hands on an answer without a status word as it is", async () => {
    const guard = new CardGuard(false);
    const connection = guard.around(answering([], () => fromHex("90")));
    assert.equal(await answerTo(connection, fromHex("00CB3FFF055C035FC10200")), "90");
  });

  it("lets a locked card be", async () => {
    const connection = await scene({ triesLeft: 0 }).open();
    assert.equal(await codeOf(connection.transmit(verify(passcode))), "PASSCODE_LOCKED");
  });

  it("lets all cases for PIV cards through with leave, but those that go to a last try", async () => {
    const { guard, connect, tries } = scene({ allowDestructive: true });
    const card = { passcode, puk, keys: { "9A": "rsa-2048", "9C": "p-256" } } as const;
    const results: ApduResult[] = [];
    for await (const result of runPivSuite(connect, card, everything)) {
      results.push(result);
      assert.equal(guard.refused, undefined, result.id);
      assert.equal(tries(), 3, result.id);
    }
    const ids = (wanted: string) => results.filter(({ verdict }) => verdict === wanted).map(({ id }) => id);
    assert.deepEqual(ids("failed"), []);
    // How often the PUK may be wrong is not known, so no wrong one is tried.
    assert.deepEqual(ids("skipped"), ["PIV-VERIFY-14", "PIV-CHANGE-04", "PIV-RESET-04"]);
  });

  it("lets all cases for series 8 cards through with leave", async () => {
    const { connect, tries } = scene({ profile: "series8", allowDestructive: true });
    const connection = await connect();
    const card = { ...(await series8UnderTest(connection)), passcode, puk };
    await connection.disconnect();
    const verdicts = new Set<string>();
    for await (const { verdict } of runSeries8Suite(connect, card, everything)) verdicts.add(verdict);
    assert.deepEqual([verdicts, tries()], [new Set(["passed"]), 3]);
  });
});

/** A card that answers everything in the same way. `sent` collects what came. */
function answering(sent: string[], answer: () => Uint8Array): CardConnection {
  return {
    atr: fromHex("3B00"),
    transaction: (work) => work(),
    disconnect: () => Promise.resolve(),
    transmit: (bytes) => {
      sent.push(toHex(bytes));
      return Promise.resolve(answer());
    },
  };
}
