import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { fromHex, toHex, type CardConnection } from "../../iso7816/index.ts";
import { InProcessReaders } from "../readers/in-process.ts";
import { issueCard, passcode, puk } from "../testing/issue-card.ts";
import { VirtualCard, type InsertableCard } from "../virtual-card.ts";
import { readCardTrace, type CardTrace } from "./card-trace.ts";
import { CardRecorder, findExchangeWithPasscode } from "./recorder.ts";
import { ReplayedCard } from "./replayed-card.ts";

const select = "00A404000BA00000030800001000010000";
const status = "0020008000";
const hexOf = (text: string) => toHex(Buffer.from(text.padEnd(8, "\xff"), "latin1"));
const verify = (text: string) => `0020008008${hexOf(text)}`;
const printedInformation = "00CB3FFF055C035FC10900";

function inReader(card: InsertableCard): InProcessReaders {
  const readers = new InProcessReaders();
  readers.addReader("Reader");
  readers.insert("Reader", card);
  return readers;
}

async function answers(connection: CardConnection, commands: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for (const command of commands) all.push(toHex(await connection.transmit(fromHex(command))));
  return all;
}

/** Sends the commands to a card, by way of a recorder. */
async function record(commands: readonly string[], profile = "piv") {
  const card = new VirtualCard(issueCard({ profile }));
  const recorder = new CardRecorder();
  const given = await answers(await recorder.record(inReader(card)).connect("Reader"), commands);
  const trace = { card: { atr: toHex(card.atr), series: 9, serial: "00" }, exchanges: recorder.exchanges } as const;
  return { given, trace, text: JSON.stringify(trace) };
}

describe("the trace of a card", () => {
  const secrets: [string, string[]][] = [
    ["VERIFY", [select, verify(passcode)]],
    ["VERIFY cut short", [select, `00200080083132333435`]],
    ["VERIFY in extended form", [select, `00200080000008${hexOf(passcode)}`]],
    ["CHANGE REFERENCE DATA", [select, `0024008010${hexOf(passcode)}${hexOf("222222")}`]],
    ["CHANGE REFERENCE DATA in pieces", [select, `1024008008${hexOf(passcode)}`, `0024008008${hexOf(passcode)}`]],
    ["RESET RETRY COUNTER", [select, `002C008010${hexOf(puk)}${hexOf(passcode)}`]],
  ];
  for (const [name, commands] of secrets) {
    it(`keeps the header of ${name}, and neither its data nor how long they are`, async () => {
      const { trace, text } = await record(commands);
      for (const secret of [passcode, puk, hexOf(passcode), toHex(Buffer.from(passcode)), toHex(Buffer.from(puk))]) {
        assert.ok(!text.includes(secret), text);
      }
      const { command = "", secret } = trace.exchanges[1] ?? {};
      assert.deepEqual([command.length, secret], [8, true]);
    });
  }

  it("keeps what a passcode's status and every other command was, whole", async () => {
    const { trace } = await record([select, status]);
    assert.deepEqual(trace.exchanges[1], { command: status, response: "63C3" });
  });

  it("keeps no proof of the administration key", async () => {
    const { trace } = await record([select, "0087039B047C028100"]);
    const { command, response = "", secret, withheld } = trace.exchanges[1] ?? {};
    assert.deepEqual([command, secret, withheld], ["0087039B", true, true]);
    assert.match(response, /^7C0A0{16}.*9000$/);
  });

  for (const profile of ["piv", "piv-strict"]) {
    it(`withholds what is printed on the card and says so, also where the answer comes in parts (${profile})`, async () => {
      const announced = ["00CB3FFF055C035FC109", "00C0000040"];
      const commands = profile === "piv" ? [printedInformation] : announced;
      const { given, trace, text } = await record([select, verify(passcode), ...commands], profile);
      const holder = toHex(Buffer.from("Alex Example"));
      assert.ok(given.join("").includes(holder), "the card itself tells the name");
      assert.ok(!text.includes(holder));
      const last = trace.exchanges.at(-1);
      assert.equal(last?.withheld, true);
      assert.equal(last.response.length, given.at(-1)?.length);
      assert.match(last.response, profile === "piv" ? /^53..0+9000$/ : /^0+9000$|^0+61..$|^53..0+/);
    });
  }

  it("is searched for the passcode before it is kept", () => {
    const exchange = { command: "00A40400", response: "9000" };
    assert.equal(findExchangeWithPasscode([exchange], passcode), undefined);
    assert.equal(
      findExchangeWithPasscode([exchange, { ...exchange, response: `AA${hexOf(passcode)}9000` }], passcode),
      2,
    );
  });
});

describe("a replayed card", () => {
  const commands = [select, status, verify(passcode), status];

  it("answers as the card did, in a reader of the process and by a connection of its own", async () => {
    const { given, trace } = await record(commands);
    const inserted = new ReplayedCard(trace);
    assert.deepEqual(await answers(await inReader(inserted).connect("Reader"), commands), given);
    inserted.finish();
    assert.deepEqual(await answers(new ReplayedCard(trace).connect(), commands), given);
  });

  it("does not mind which passcode is sent, which is not in the trace", async () => {
    const { given, trace } = await record(commands);
    const others = [select, status, verify("98765432"), status];
    assert.deepEqual(await answers(new ReplayedCard(trace).connect(), others), given);
  });

  const differences: [string, string[], RegExp][] = [
    ["another command", [select, select], /exchange 2 of 4 is VERIFY {2}00200080.*what came is SELECT/],
    ["one command too many", [...commands, status], /all 4 exchanges were played, and then came VERIFY/],
    ["a passcode where none was", [select, verify(passcode)], /exchange 2 of 4 is VERIFY/],
  ];
  for (const [name, sent, message] of differences) {
    it(`names the first difference in order: ${name}`, async () => {
      const { trace } = await record(commands);
      const card = new ReplayedCard(trace);
      const isMismatch = (error: unknown) => isTestkitError(error, "TRACE_MISMATCH") && message.test(error.message);
      await assert.rejects(answers(card.connect(), sent), isMismatch);
      await assert.rejects(answers(card.connect(), [select]), isMismatch, "and stays with it");
      assert.throws(() => {
        card.finish();
      }, isMismatch);
      assert.doesNotMatch(card.mismatch?.message ?? "", /31323334/);
    });
  }

  it("says at the end what was not sent", async () => {
    const { trace } = await record(commands);
    const card = new ReplayedCard(trace);
    await answers(card.connect(), commands.slice(0, 3));
    assert.throws(
      () => {
        card.finish();
      },
      (error) => isTestkitError(error, "TRACE_MISMATCH") && /exchange 4 of 4, VERIFY.*was not sent/.test(error.message),
    );
  });

  it("matched by command, bears another order, gives the same command's answers in turn, and knows no others", async () => {
    const { trace } = await record(commands);
    const card = new ReplayedCard(trace, "command");
    const sent = [status, verify(passcode), status, status, select, select];
    const given = await answers(card.connect(), sent);
    assert.deepEqual(
      given.map((answer) => answer.slice(-4)),
      ["63C3", "9000", "9000", "9000", "9000", "9000"],
    );
    card.finish();
    await assert.rejects(
      answers(card.connect(), ["00CB3FFF035C017E00"]),
      (error) => isTestkitError(error, "TRACE_MISMATCH") && error.message.includes("none of its exchanges is GET DATA"),
    );
  });

  it("matched by command, keeps an answer that comes in parts together, whatever of the trace is left out", async () => {
    const rest = "00C0000004";
    const exchanges = [
      { command: "00CB3FFF01", response: "AA6104" },
      { command: rest, response: "A1A2A3A49000" },
      { command: "00CB3FFF02", response: "BB6104" },
      { command: rest, response: "B1B2B3B49000" },
    ];
    const replay = (sent: string[]) => {
      const card = new ReplayedCard({ card: { atr: "3B00", series: 9, serial: "01" }, exchanges }, "command");
      return answers(card.connect(), sent);
    };
    assert.deepEqual(await replay(["00CB3FFF02", rest]), ["BB6104", "B1B2B3B49000"]);
    assert.deepEqual(await replay(["00CB3FFF02", rest, "00CB3FFF01", rest]), [
      "BB6104",
      "B1B2B3B49000",
      "AA6104",
      "A1A2A3A49000",
    ]);
  });
});

describe("a trace file", () => {
  const folder = mkdtempSync(join(tmpdir(), "trace-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, "card.trace.json");
  const trace: CardTrace = {
    format: "cis2-testkit card trace",
    version: 1,
    testkit: "0.1.0",
    recordedAt: "2026-11-24T12:00:00.000Z",
    seed: "00",
    card: { atr: "3B00", series: 9, serial: "00" },
    allowDestructive: false,
    withPuk: false,
    verdicts: {},
    exchanges: [{ command: "00A40400", response: "9000" }],
  };

  it("is read", () => {
    writeFileSync(file, JSON.stringify(trace));
    assert.deepEqual(readCardTrace(file), trace);
  });

  const wrong: [string, unknown, RegExp][] = [
    ["of another version", { ...trace, version: 2 }, /version/],
    ["of something else", { ...trace, format: "a HAR file" }, /format/],
    ["with a field too many", { ...trace, passcode: "123456" }, /passcode/],
    ["with half a byte", { ...trace, exchanges: [{ command: "00A4040", response: "9000" }] }, /exchanges\.0\.command/],
  ];
  for (const [name, content, message] of wrong) {
    it(`is refused where it is one ${name}`, () => {
      writeFileSync(file, JSON.stringify(content));
      assert.throws(
        () => readCardTrace(file),
        (error) => isTestkitError(error, "DATA_FILE_INVALID") && message.test(error.message),
      );
    });
  }
});
