import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { fromHex, toHex, type ReaderEvent } from "../../iso7816/index.ts";
import { issueCard } from "../testing/issue-card.ts";
import { VirtualCard } from "../virtual-card.ts";
import { InProcessReaders } from "./in-process.ts";

const select = fromHex("00A404000BA00000030800001000010000");
const verify = fromHex("0020008008313233343536FFFF");
const status = fromHex("00200080");

function readerWithCard() {
  const readers = new InProcessReaders();
  readers.addReader("Reader");
  readers.insert("Reader", new VirtualCard(issueCard()));
  return readers;
}

describe("readers in this process", () => {
  it("list readers, and the ATR of the card inside", async () => {
    const readers = readerWithCard();
    readers.addReader("Empty");
    const [full, empty] = await readers.list();
    assert.equal(toHex(full?.atr ?? fromHex("")), "3BD6970081B1FE451F878031C152211A4B");
    assert.deepEqual(empty, { name: "Empty" });
  });

  it("tell of every change, from the moment they are watched until the signal aborts", async () => {
    const readers = new InProcessReaders();
    const stop = new AbortController();
    const events = await readers.watch(stop.signal);
    readers.addReader("Reader");
    readers.insert("Reader", new VirtualCard(issueCard()));
    readers.removeReader("Reader");
    const seen: ReaderEvent["type"][] = [];
    for await (const event of events) {
      seen.push(event.type);
      if (event.type === "reader-removed") stop.abort();
    }
    assert.deepEqual(seen, ["reader-added", "card-inserted", "card-removed", "reader-removed"]);
  });

  it("refuse unknown and empty readers", async () => {
    const readers = new InProcessReaders();
    readers.addReader("Reader");
    await assert.rejects(readers.connect("Desc"), (error) => isTestkitError(error, "READER_UNKNOWN"));
    await assert.rejects(readers.connect("Reader"), (error) => isTestkitError(error, "CARD_ABSENT"));
  });

  it("end a connection whose card is taken out, also when another is put in", async () => {
    const readers = readerWithCard();
    const connection = await readers.connect("Reader");
    readers.eject("Reader");
    readers.insert("Reader", new VirtualCard(issueCard()));
    await assert.rejects(connection.transmit(select), (error) => isTestkitError(error, "CARD_REMOVED"));
  });

  it("end a command that waits for an answer when the card is taken out", async () => {
    const readers = new InProcessReaders();
    readers.addReader("Reader");
    const nothing = () => undefined;
    const mute = {
      atr: fromHex("3B00"),
      powerOn: nothing,
      reset: nothing,
      transmit: () => new Promise<never>(nothing),
    };
    readers.insert("Reader", mute);
    const answer = (await readers.connect("Reader")).transmit(select);
    readers.eject("Reader");
    await assert.rejects(answer, (error) => isTestkitError(error, "CARD_REMOVED"));
  });

  it("say so when another program resets the card", async () => {
    const readers = readerWithCard();
    const connection = await readers.connect("Reader");
    readers.resetCard("Reader");
    await assert.rejects(connection.transmit(select), (error) => isTestkitError(error, "CARD_RESET"));
  });

  it("keep other connections out of a transaction", async () => {
    const readers = readerWithCard();
    const [ours, theirs] = [await readers.connect("Reader"), await readers.connect("Reader")];
    const order: string[] = [];
    await Promise.all([
      ours.transaction(async () => {
        await ours.transmit(select);
        await ours.transmit(verify);
        await ours.transaction(() => ours.transmit(status));
        order.push(toHex(await ours.transmit(status)));
      }),
      theirs.transmit(select).then(() => order.push("theirs")),
    ]);
    assert.deepEqual(order, ["9000", "theirs"]);
  });

  it("reset the card when the last connection is given back", async () => {
    const readers = readerWithCard();
    const first = await readers.connect("Reader");
    await first.transmit(select);
    await first.transmit(verify);
    const second = await readers.connect("Reader");
    await first.disconnect();
    await first.disconnect();
    assert.equal(toHex(await second.transmit(status)), "9000");
    await second.disconnect();
    const third = await readers.connect("Reader");
    await third.transmit(select);
    assert.equal(toHex(await third.transmit(status)), "63C3");
  });
});
