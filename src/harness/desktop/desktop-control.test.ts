import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ControlClient, ControlError } from "../../control-api/index.ts";
import { ManualClock } from "../../foundation/clock.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../embedded-cis2.ts";
import { PersonaDesktop, type DesktopReader } from "./desktop-control.ts";
import { PersonaReaders } from "./persona-readers.ts";

const now = new Date("2026-11-02T09:00:00Z");

describe("the desktop, by the control API", () => {
  let embedded: EmbeddedCis2;
  let control: ControlClient;
  before(async () => {
    const readers = new PersonaReaders({
      readers: ["Reader 1", "Reader 2"],
      issueCard: (persona, profile) => embedded.issueCard(persona, profile),
    });
    const readerControl = new PersonaDesktop(readers, () => embedded);
    const clock = new ManualClock(now);
    embedded = await startEmbeddedCis2({ relyingParties: [], clock, control: { port: 0, readerControl } });
    control = new ControlClient(embedded.controlOrigin ?? "");
  });
  after(() => embedded.close());

  const cards = async () =>
    ((await control.readers()) as DesktopReader[]).map(({ name, card }) => [name, card?.persona] as const);
  async function cardIn(reader: string) {
    const found = ((await control.readers()) as DesktopReader[]).find(({ name }) => name === reader);
    return found?.card ?? assert.fail(`no card in ${reader}`);
  }
  const refused = (code: string) => (error: unknown) => error instanceof ControlError && error.code === code;

  it("shows a card's state, tries and certificates, and no passcode", async () => {
    await control.insertCard("Reader 1", { persona: "one-role" });
    const { state, triesLeft, hasFirstPasscode, certificates } = await cardIn("Reader 1");
    assert.deepEqual([state, triesLeft, hasFirstPasscode], ["active", 3, true]);
    assert.deepEqual(
      certificates.map(({ purpose, daysLeft }) => [purpose, daysLeft > 0]),
      [
        ["authentication", true],
        ["signing", true],
      ],
    );
    assert.ok(!JSON.stringify(await control.readers()).includes(embedded.persona("one-role").card.passcode));
  });

  for (const profile of ["piv", "series8"]) {
    it(`spends a try of a ${profile} card, then locks it, and gives one as new`, async () => {
      await control.insertCard("Reader 1", { persona: "two-roles", profile });
      await control.enterWrongPasscode("Reader 1");
      assert.equal((await cardIn("Reader 1")).triesLeft, 2);
      await control.lockCard("Reader 1");
      assert.equal((await cardIn("Reader 1")).triesLeft, 0);
      await control.enterWrongPasscode("Reader 1");
      assert.equal((await cardIn("Reader 1")).triesLeft, 0);
      await control.replaceCard("Reader 1");
      assert.equal((await cardIn("Reader 1")).triesLeft, 3);
    });

    it(`lets the certificates of a ${profile} card expire, a day ago or when it is told`, async () => {
      await control.insertCard("Reader 1", { persona: "six-roles", profile });
      const { certificates: first } = await cardIn("Reader 1");
      await control.expireCard("Reader 1");
      const { certificates } = await cardIn("Reader 1");
      assert.deepEqual(
        certificates.map(({ daysLeft }) => daysLeft),
        [-1, -1],
      );
      assert.deepEqual(
        certificates.map(({ serialNumber }) => serialNumber),
        first.map(({ serialNumber }) => serialNumber),
      );
      await control.expireCard("Reader 1", new Date("2026-12-02T09:00:00Z"));
      assert.equal((await cardIn("Reader 1")).certificates[0]?.notAfter, "2026-12-02T09:00:00.000Z");
    });

    it(`renews a ${profile} card whose certificates are about to expire, and says why it renews no other`, async () => {
      await control.insertCard("Reader 2", { persona: "one-role", profile });
      await control.replaceCard("Reader 2");
      await assert.rejects(control.renewCard("Reader 2"), refused("RENEWAL_TOO_EARLY"));
      await control.expireCard("Reader 2", new Date("2026-11-12T09:00:00Z"));
      await control.renewCard("Reader 2");
      assert.ok(((await cardIn("Reader 2")).certificates[0]?.daysLeft ?? 0) > 1000);
      await control.ejectCard("Reader 2");
    });
  }

  it("adds a reader, swaps cards, and takes the reader away", async () => {
    await control.insertCard("Reader 1", { persona: "one-role" });
    await control.addReader("Reader 3");
    await control.addReader("Reader 3");
    await control.swapCards("Reader 1", "Reader 3");
    await control.swapCards("Reader 3", "Reader 3");
    assert.deepEqual(await cards(), [
      ["Reader 1", undefined],
      ["Reader 2", undefined],
      ["Reader 3", "one-role"],
    ]);
    await control.removeReader("Reader 3");
    assert.deepEqual(await cards(), [
      ["Reader 1", undefined],
      ["Reader 2", undefined],
    ]);
    await control.insertCard("Reader 1", { persona: "one-role" });
    assert.equal((await cardIn("Reader 1")).persona, "one-role");
    await control.ejectCard("Reader 1");
  });

  it("refuses what needs a card or a reader that is not there", async () => {
    const onCard = ["enterWrongPasscode", "lockCard", "expireCard", "renewCard", "replaceCard"] as const;
    for (const name of onCard) {
      await assert.rejects(control[name]("Reader 2"), refused("CARD_ABSENT"), name);
      await assert.rejects(control[name]("Reader 9"), refused("READER_UNKNOWN"), name);
    }
    await assert.rejects(control.swapCards("Reader 2", "Reader 9"), refused("READER_UNKNOWN"));
    await assert.rejects(control.removeReader("Reader 9"), refused("READER_UNKNOWN"));
  });
});
