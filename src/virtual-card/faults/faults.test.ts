import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { decodeResponse, decodeTlv, decodeTlvs, findTlv, fromHex, toHex } from "../../iso7816/index.ts";
import { withGetResponse } from "../../iso7816/processors.ts";
import { InProcessReaders } from "../readers/in-process.ts";
import { issueCard } from "../testing/issue-card.ts";
import { cardFault, cardFaults } from "./faults.ts";
import { faultyCard } from "./faulty-card.ts";

const select = fromHex("00A404000BA00000030800001000010000");
const rightPin = fromHex("0020008008313233343536FFFF");
const wrongPin = fromHex("0020008008393939393939FFFF");
const status = fromHex("0020008000");
const certificate = fromHex("00CB3FFF055C035FC10500");

async function inserted(...requests: string[]) {
  const readers = new InProcessReaders();
  readers.addReader("Reader");
  const card = faultyCard(
    issueCard(),
    requests.map((fault) => cardFault(fault)),
  );
  readers.insert("Reader", card);
  const connection = withGetResponse(await readers.connect("Reader"));
  const statusWord = async (command: Uint8Array) => toHex((await connection.transmit(command)).subarray(-2));
  return { readers, card, connection, statusWord };
}

const rejectsWith = (code: "CARD_REMOVED" | "CARD_RESET") => (error: unknown) => isTestkitError(error, code);

describe("card faults", () => {
  it("mute: no answer from the n-th command, until the card is taken out", async () => {
    const { readers, statusWord } = await inserted("mute:2");
    assert.equal(await statusWord(select), "9000");
    const answer = statusWord(status);
    readers.eject("Reader");
    await assert.rejects(answer, rejectsWith("CARD_REMOVED"));
  });

  it("slow: each answer takes that long", async () => {
    const card = faultyCard(issueCard(), [cardFault("slow:30")]);
    const start = performance.now();
    await card.transmit(select);
    assert.ok(performance.now() - start >= 29);
  });

  it("slow: lets the time pass by the clock of a test, for each command", async () => {
    const waits: number[] = [];
    const wait = (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    };
    const card = faultyCard(issueCard(), [cardFault("slow:600000", wait)]);
    await card.transmit(select);
    await card.transmit(status);
    assert.deepEqual(waits, [600_000, 600_000]);
  });

  it("removed: gone at the n-th command, and counted anew when it is inserted again", async () => {
    const { readers, card, statusWord } = await inserted("removed:2");
    assert.equal(await statusWord(select), "9000");
    await assert.rejects(statusWord(status), rejectsWith("CARD_REMOVED"));
    assert.deepEqual(await readers.list(), [{ name: "Reader" }]);
    readers.insert("Reader", card);
    const again = await readers.connect("Reader");
    assert.equal(toHex((await again.transmit(select)).subarray(-2)), "9000");
  });

  it("reset: the connection is told, and the passcode is verified no more", async () => {
    const { readers, statusWord } = await inserted("reset:3");
    await statusWord(select);
    await statusWord(rightPin);
    await assert.rejects(statusWord(status), rejectsWith("CARD_RESET"));
    const again = await readers.connect("Reader");
    await again.transmit(select);
    assert.equal(toHex(await again.transmit(status)), "63C3");
  });

  it("wrong-status-word: instead of doing what it was told", async () => {
    const { statusWord } = await inserted("wrong-status-word:20=6F00");
    await statusWord(select);
    assert.equal(await statusWord(rightPin), "6F00");
    assert.equal(await statusWord(fromHex("00CB3FFF035C017E00")), "9000");
  });

  it("corrupt-certificate: the object is whole, the certificate in it is none", async () => {
    for (const [requests, readable] of [
      [[], true],
      [["corrupt-certificate"], false],
    ] as const) {
      const { connection } = await inserted(...requests);
      await connection.transmit(select);
      const { data } = decodeResponse(await connection.transmit(certificate));
      const der = findTlv(decodeTlvs(decodeTlv(data).value), 0x70);
      const read = () => new X509Certificate(Buffer.from(der ?? []));
      if (readable) assert.ok(read());
      else assert.throws(read);
    }
  });

  it("truncated-answer: half of the data, with the status word of the whole", async () => {
    const { connection } = await inserted("truncated-answer:CB");
    await connection.transmit(select);
    assert.equal(toHex(await connection.transmit(fromHex("00CB3FFF035C017E00"))), "7E124F0BA000000308009000");
  });

  it("power-loss: a try that was not written down was not spent, and gave no answer", async () => {
    const { readers, card, statusWord } = await inserted("power-loss:2");
    await statusWord(select);
    assert.equal(await statusWord(wrongPin), "63C2");
    await assert.rejects(statusWord(wrongPin), rejectsWith("CARD_REMOVED"));
    readers.insert("Reader", card);
    const again = await readers.connect("Reader");
    await again.transmit(select);
    assert.equal(toHex(await again.transmit(status)), "63C2");
  });

  it("act together", async () => {
    const { statusWord } = await inserted("wrong-status-word:20=6F00", "removed:3");
    await statusWord(select);
    assert.equal(await statusWord(rightPin), "6F00");
    await assert.rejects(statusWord(select), rejectsWith("CARD_REMOVED"));
  });

  it("are refused when there is none of the name, or the parameter is wrong", () => {
    assert.throws(
      () => cardFault("broken"),
      (error) => isTestkitError(error, "CARD_FAULT_UNKNOWN") && error.message.includes("mute, slow"),
    );
    for (const request of [
      "mute:x",
      "slow",
      "removed:0",
      "reset",
      "wrong-status-word:20",
      "truncated-answer:CBB",
      "corrupt-certificate:1",
      "power-loss:-1",
    ]) {
      assert.throws(
        () => cardFault(request),
        (error) => isTestkitError(error, "CONFIGURATION_INVALID"),
        request,
      );
    }
    assert.equal(new Set(cardFaults.map(({ name }) => name)).size, cardFaults.length);
  });
});
