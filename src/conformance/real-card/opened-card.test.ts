import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PasscodeRequest } from "../../client/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { fromHex, toHex, type ReaderSource } from "../../iso7816/index.ts";
import { certificates, passcode } from "../../virtual-card/testing/issue-card.ts";
import { CardJournal } from "./card-journal.ts";
import { openRealCard } from "./real-card.ts";
import { cardInReader, reader } from "./testing/card-in-reader.ts";

const notRestored = (state: string) => new TestkitError("REAL_CARD_NOT_RESTORED", { case: "PIV-CHANGE-01", state });
const recovered = { case: "PIV-CHANGE-01", sent: [0], accepted: [0], restoring: false };

describe("the person who brings a real card", () => {
  it("is asked for its passcode once, and told what for", async () => {
    const { named } = await cardInReader();
    const asked: PasscodeRequest[] = [];
    const passcodes = {
      ask: (request: PasscodeRequest) => {
        asked.push(request);
        return Promise.resolve(Buffer.from(passcode));
      },
    };
    const card = await openRealCard({ ...named, passcodes });
    const { notAfter, ...request } = asked[0] ?? assert.fail("nothing was asked");
    assert.deepEqual(request, {
      reader,
      purpose: "authentication",
      requestedBy: "the conformance run",
      triesLeft: 3,
    });
    assert.equal(asked.length, 1);
    assert.deepEqual(notAfter, card.certificate.notAfter);
    assert.equal(card.passcode, passcode);
  });

  for (const [triesLeft, code] of [
    [0, "PASSCODE_LOCKED"],
    [1, "REAL_CARD_LAST_TRY"],
  ] as const) {
    it(`is not asked if the card has ${triesLeft} tries left`, async () => {
      const { named, tries } = await cardInReader({ triesLeft });
      const passcodes = { ask: () => Promise.reject(new Error("it was asked for")) };
      await assert.rejects(openRealCard({ ...named, passcodes }), { code });
      assert.equal(tries(), triesLeft);
    });
  }

  it("loses one try to a wrong passcode", async () => {
    const { named, tries } = await cardInReader();
    const passcodes = { ask: () => Promise.resolve("654321") };
    await assert.rejects(openRealCard({ ...named, passcodes }), { code: "PASSCODE_REFUSED" });
    assert.equal(tries(), 2);
  });
});

describe("a reader that was named", () => {
  it("has to hold a card", async () => {
    const { named, readers } = await cardInReader();
    readers.eject(reader);
    await assert.rejects(openRealCard(named), { code: "CARD_ABSENT" });
    await assert.rejects(openRealCard({ ...named, reader: "Another reader" }), { code: "READER_UNKNOWN" });
  });

  it("has to hold one that answers", async () => {
    const { named, readers } = await cardInReader();
    const silent: ReaderSource = {
      list: () => Promise.resolve([{ name: reader, unresponsive: true }]),
      watch: (signal) => readers.watch(signal),
      connect: () => Promise.reject(new TestkitError("CARD_REMOVED")),
    };
    await assert.rejects(openRealCard({ ...named, readers: silent }), { code: "CARD_UNRESPONSIVE" });
  });
});

describe("an opened card", () => {
  it("is what was in the reader, with its certificates, behind the guard", async () => {
    const { named, card: virtual } = await cardInReader();
    const card = await openRealCard(named);
    assert.equal(toHex(card.atr), toHex(virtual.atr));
    assert.equal(card.toAdopt.certificates.authentication, Buffer.from(certificates.authentication).toString("base64"));
    assert.equal(card.toAdopt.certificates.signing, Buffer.from(certificates.signing).toString("base64"));
    assert.notEqual(card.certificate.serialNumber, card.signingCertificate?.serialNumber);
    assert.deepEqual([card.puk, card.administrationKey, card.allowDestructive], [undefined, undefined, false]);
    const connection = await card.readers.connect(reader);
    await assert.rejects(connection.transmit(fromHex("00E00000")), { code: "REAL_CARD_PROTECTED" });
    await connection.disconnect();
    // Nothing is noted without a journal.
    await card.journal.write(recovered);
    await card.journal.clear();
  });

  it("ends the run when it refuses a secret, or cannot be brought back, which comes first", async () => {
    const { named, readers } = await cardInReader();
    const card = await openRealCard({ ...named, allowDestructive: true, puk: "12345678" });
    assert.deepEqual([card.stopped(), card.notRestored()], [undefined, undefined]);
    // Another program changes the passcode while the run goes on.
    const plain = await readers.connect(reader);
    await plain.transmit(fromHex("00A404000BA00000030800001000010000"));
    await plain.transmit(fromHex("0024008010313233343536FFFF333435363738FFFF"));
    await plain.disconnect();
    const connection = await card.readers.connect(reader);
    await connection.transmit(fromHex("00A404000BA00000030800001000010000"));
    await connection.transmit(fromHex("0020008008313233343536FFFF"));
    await connection.disconnect();
    assert.equal(card.stopped(), "the card refused its passcode in an earlier scenario, so the run has ended");
    const first = notRestored("the passcode is not known");
    card.stop(first);
    card.stop(notRestored("nothing was tried"));
    assert.equal(card.notRestored(), first);
    assert.equal(card.stopped(), "the testkit could not restore the card, so the run has ended");
  });
});

describe("the journal of a run", () => {
  it("has no folder made unless the run may change the card", async () => {
    const { named, folder } = await cardInReader();
    const journal = new CardJournal("00", `${folder}/state`);
    const prepared: string[] = [];
    journal.prepare = () => Promise.resolve(void prepared.push("prepared"));
    await openRealCard({ ...named, journal });
    assert.deepEqual(prepared, []);
    const card = await openRealCard({ ...named, journal, allowDestructive: true });
    assert.deepEqual(prepared, ["prepared"]);
    assert.equal(card.journal, journal);
  });

  it("is cleared once the card is brought back, if nobody is told of it too", async () => {
    const { named, card, folder } = await cardInReader();
    const journal = new CardJournal(named.cardSerial ?? "", folder);
    await journal.write(recovered);
    card.transmit(fromHex("00A404000BA00000030800001000010000"));
    card.transmit(fromHex("0024008010313233343536FFFF333435363738FFFF"));
    await openRealCard({ ...named, journal });
    assert.equal(journal.read(), undefined);
  });
});
