import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeCommand, encodeResponse, encodeTlv, fromHex } from "../../iso7816/index.ts";
import { InProcessReaders, VirtualCard, type CardImage, type InsertableCard } from "../../virtual-card/index.ts";
import { certificates, issueCard, passcode } from "../../virtual-card/testing/issue-card.ts";
import { strictlyT0, withGzip, withObject, withoutObject } from "../../virtual-card/testing/unusual-cards.ts";
import { inspectReaders, openSmartcard } from "../../client/index.ts";

const discovery = (policy: string) =>
  Buffer.concat([encodeTlv(0x4f, fromHex("A000000308000010000100")), encodeTlv(0x5f2f, fromHex(policy))]);
const cardOf = (image: CardImage = issueCard()) => new VirtualCard(image);

function readersWith(card: InsertableCard): InProcessReaders {
  const readers = new InProcessReaders();
  readers.addReader("Reader");
  readers.insert("Reader", card);
  return readers;
}

const opened = async (card: InsertableCard) => openSmartcard(await readersWith(card).connect("Reader"));

/** Answers a VERIFY without data, or the command `when` names, with the status word. */
function answering(sw: number, when = (command: Uint8Array) => command[1] === 0x20 && command.length < 6) {
  return answeringWith(encodeResponse(sw), when);
}

function answeringWith(answer: Uint8Array, when: (command: Uint8Array) => boolean): InsertableCard {
  const card = cardOf();
  return {
    atr: card.atr,
    powerOn: () => {
      card.powerOn();
    },
    reset: () => {
      card.reset();
    },
    transmit: (command) => (when(command) ? answer : card.transmit(command)),
  };
}

describe("the client on cards that others made", () => {
  it("sends no Le behind data in T=0, and asks again for the length that the card wants", async () => {
    const card = await opened(strictlyT0(cardOf()));
    assert.deepEqual(
      Buffer.from(await card.readCertificate("authentication")),
      Buffer.from(certificates.authentication),
    );
    await card.verifyPasscode(passcode);
  });

  it("fetches the rest of an answer with the length that 6Cxx names", async () => {
    const below = strictlyT0(cardOf());
    const announcingTooMuch: InsertableCard = {
      atr: below.atr,
      powerOn: () => {
        below.powerOn();
      },
      reset: () => {
        below.reset();
      },
      transmit: async (command) => {
        const answer = await below.transmit(command);
        const isFirst = decodeCommand(command)?.ins !== 0xc0 && answer[0] === 0x61;
        return isFirst ? fromHex("6100") : answer;
      },
    };
    const card = await opened(announcingTooMuch);
    assert.equal((await card.readSerial()).length, 32);
  });

  for (const info of [0x00, 0x01, 0x80]) {
    it(`unpacks a certificate in gzip whose CertInfo is ${info}`, async () => {
      const card = await opened(cardOf(withGzip(issueCard(), "5FC105", info)));
      assert.deepEqual(
        Buffer.from(await card.readCertificate("authentication")),
        Buffer.from(certificates.authentication),
      );
    });
  }

  for (const [policy, reference] of [
    ["4000", 0x80],
    ["4010", 0x80],
    ["4020", 0x80],
    ["6010", 0x80],
    ["6020", 0x00],
  ] as const) {
    it(`takes reference ${reference} for the PIN usage policy ${policy}`, async () => {
      const card = await opened(cardOf(withObject(issueCard(), "7E", discovery(policy))));
      assert.equal((await card.passcodeBlock()).reference, reference);
    });
  }

  it("takes the application's PIN if the discovery object is empty, or is not there", async () => {
    const isDiscovery = (command: Uint8Array) => command[1] === 0xcb && command[6] === 0x01 && command[7] === 0x7e;
    for (const sw of [0x9000, 0x6a82, 0x6a88]) {
      const card = await opened(answering(sw, isDiscovery));
      assert.equal((await card.passcodeBlock()).reference, 0x80);
      assert.equal(await card.passcodeTriesLeft(), 3);
    }
  });

  for (const sw of [0x6700, 0x6300, 0x6982]) {
    it(`signs in on a card that answers VERIFY without data with ${sw.toString(16)}`, async () => {
      const card = await opened(answering(sw));
      assert.equal(await card.passcodeTriesLeft(), undefined);
      await card.verifyPasscode(passcode);
      await card.readCertificate("authentication");
      assert.equal((await card.sign("authentication", "RS256", new Uint8Array(32))).length, 256);
    });
  }

  it("tells cards without a CHUID apart by the CCC, and without that by their certificate", async () => {
    const withoutChuid = withoutObject(issueCard(), "5FC102");
    const byContainer = await (await opened(cardOf(withoutChuid))).readSerial();
    assert.match(byContainer, /^A000000116/);
    const byCertificate = await (await opened(cardOf(withoutObject(withoutChuid, "5FC107")))).readSerial();
    assert.equal(byCertificate.length, 32);
    assert.notEqual(byCertificate, byContainer);
  });

  it("finds neither identifier nor certificate on a card whose objects are empty, as before it was issued", async () => {
    const isGetData = (command: Uint8Array) => command[1] === 0xcb;
    const [seen] = await inspectReaders(readersWith(answeringWith(fromHex("53009000"), isGetData)));
    assert.deepEqual(
      [seen?.driver, seen?.serial, seen?.certificates, seen?.unreadable],
      ["PIV", undefined, [], undefined],
    );
  });

  it("shows what could be read of a card, and names what could not", async () => {
    const broken = withObject(issueCard(), "5FC105", Buffer.concat([encodeTlv(0x70, fromHex("3003020100"))]));
    const [seen] = await inspectReaders(readersWith(cardOf(broken)));
    assert.equal(seen?.driver, "PIV");
    assert.equal(seen.serial?.length, 32);
    assert.equal(seen.triesLeft, 3);
    assert.deepEqual(
      seen.certificates.map(({ purpose }) => purpose),
      ["signing"],
    );
    assert.deepEqual(
      seen.unreadable?.map(({ part, problem }) => [part, problem.code]),
      [["authentication certificate", "CARD_ANSWER_MALFORMED"]],
    );
  });
});
