import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { openSmartcard } from "../../client/index.ts";
import { fromHex } from "../../iso7816/index.ts";
import { VirtualCard } from "../../virtual-card/index.ts";
import { issueCard, puk } from "../../virtual-card/testing/issue-card.ts";
import { CardJournal } from "./card-journal.ts";
import { openRealCard } from "./real-card.ts";
import { cardInReader, reader } from "./testing/card-in-reader.ts";

describe("a real card", () => {
  it("is used when reader and serial are named, and its passcode is right", async () => {
    const { named, tries } = await cardInReader();
    const card = await openRealCard(named);
    assert.equal(card.reader, reader);
    assert.equal(card.stopped(), undefined);
    assert.equal(tries(), 3);
  });

  for (const [missing, left] of [
    ["the reader", { reader: undefined }],
    ["the card's serial", { cardSerial: undefined }],
    ["the reader, the card's serial", { reader: undefined, cardSerial: undefined }],
  ] as const) {
    it(`is not touched where nobody named ${missing}`, async () => {
      await assert.rejects(openRealCard({ ...(await cardInReader()).named, ...left }), {
        code: "REAL_CARD_NOT_NAMED",
        details: { missing },
      });
    });
  }

  it("is not used where another was named", async () => {
    const { named, tries } = await cardInReader();
    await assert.rejects(openRealCard({ ...named, cardSerial: "00112233" }), { code: "REAL_CARD_OTHER" });
    assert.equal(tries(), 3);
  });

  it("is not used while another reader has a card of the same serial", async () => {
    const { named, readers, card } = await cardInReader();
    readers.addReader("Another reader");
    readers.insert("Another reader", new VirtualCard(card.image));
    await assert.rejects(openRealCard(named), { code: "REAL_CARD_AMBIGUOUS" });
  });

  for (const profile of ["piv", "series8"]) {
    it(`is not used if it was never issued: ${profile}`, async () => {
      const blank = new VirtualCard(issueCard({ profile, authentication: undefined, signing: undefined }));
      const { named, readers } = await cardInReader();
      readers.eject(reader);
      readers.insert(reader, blank);
      const connection = await readers.connect(reader);
      const cardSerial = await (await openSmartcard(connection)).readSerial();
      await connection.disconnect();
      await assert.rejects(openRealCard({ ...named, cardSerial }), { code: "CARD_WITHOUT_CERTIFICATE" });
      assert.equal(blank.image.applets[0]?.references.pin.triesLeft, 3);
    });
  }

  it("loses one try of the PUK and none of the passcode to a wrong PUK, before the first scenario", async () => {
    const { named, references } = await cardInReader();
    const wrong = { ...named, allowDestructive: true, puk: "87654321" };
    await assert.rejects(openRealCard(wrong), { code: "REAL_CARD_PUK_REFUSED", details: { statusWord: "63C2" } });
    assert.deepEqual([references()?.pin.triesLeft, references()?.puk.triesLeft], [3, 2]);
    await openRealCard({ ...wrong, puk });
    assert.deepEqual([references()?.pin.triesLeft, references()?.puk.triesLeft], [3, 3]);
  });

  it("does not have its PUK used without leave", async () => {
    const { named, references } = await cardInReader();
    await openRealCard({ ...named, puk: "87654321" });
    assert.equal(references()?.puk.triesLeft, 3);
  });

  it("is brought back from what a killed run left on it, which is said", async () => {
    const { named, card, folder } = await cardInReader();
    const journal = new CardJournal(named.cardSerial ?? "", folder);
    await journal.write({ case: "PIV-CHANGE-01", sent: [0], accepted: [0], restoring: false });
    assert.doesNotMatch(await readFile(journal.file, "utf8"), /123456|345678|12345678/);
    card.transmit(fromHex("00A404000BA00000030800001000010000"));
    card.transmit(fromHex("00240080103132333435 36FFFF3334353637 38FFFF"));
    const said: string[] = [];
    await openRealCard({ ...named, journal, say: (text) => said.push(text) });
    assert.match(
      said.join(),
      /cut off in the middle of PIV-CHANGE-01 .* 2 added to each digit .* as it was before that run/s,
    );
    assert.equal(journal.read(), undefined);
  });

  it("is not used as long as what a killed run left on it cannot be undone", async () => {
    const { named, folder } = await cardInReader();
    const journal = new CardJournal(named.cardSerial ?? "", folder);
    await journal.write({ case: "PIV-RESET-01", sent: [0], accepted: [0], restoring: false });
    await assert.rejects(openRealCard({ ...named, journal }), {
      code: "REAL_CARD_NOT_RESTORED",
      details: {
        case: "PIV-RESET-01",
        state: "its unblocking code (PUK) was used or changed: set CIS2_TESTKIT_PUK and run again",
      },
    });
    assert.equal(journal.read()?.case, "PIV-RESET-01");
  });

  it("is not written to if its journal cannot be", async () => {
    const { named, folder } = await cardInReader();
    await writeFile(join(folder, "file"), "");
    const journal = new CardJournal("00", join(folder, "file"));
    await assert.rejects(openRealCard({ ...named, allowDestructive: true, journal }), { code: "DATA_FILE_INVALID" });
  });

  it("keeps its last try", async () => {
    const { named, tries } = await cardInReader({ triesLeft: 1 });
    await assert.rejects(openRealCard(named), { code: "REAL_CARD_LAST_TRY" });
    assert.equal(tries(), 1);
  });
});
