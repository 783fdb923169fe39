import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromHex, toHex } from "../../iso7816/index.ts";
import type { CaseProgress } from "../apdu-suite/case-journal.ts";
import { pivCases } from "../apdu-suite/piv-suite.ts";
import { series8Cases } from "../apdu-suite/series8-suite.ts";
import { recoverCard } from "./recover-card.ts";
import { killEverywhere } from "./testing/killed-case.ts";
import { testedCard, type TestedCardOptions } from "./testing/tested-card.ts";

const right = "313233343536FFFF";
/** As a case changes it: 2 added to each digit. */
const changed = "333435363738FFFF";
const puk = "3132333435363738";
const changedPuk = "3233343536373839";

/** A card that got these commands from the run that was killed, and what the next run makes of it. */
async function afterRun(progress: Partial<CaseProgress>, commands: readonly string[], options?: TestedCardOptions) {
  const card = await testedCard(options);
  const before = card.dump();
  const plain = await card.readers.connect(card.named.reader);
  await plain.transmit(fromHex("00A404000BA00000030800001000010000"));
  for (const command of commands) assert.equal(toHex(await plain.transmit(fromHex(command))), "9000", command);
  await plain.disconnect();
  const { readers, named, recoverWith: about } = card;
  const whole = { case: "PIV-CHANGE-01", sent: [0], accepted: [0], restoring: false, ...progress };
  return { card, before, recover: () => recoverCard(whole, { readers, named, about }) };
}

const cutOff = "The last run on this card was cut off in the middle of";
const asBefore = "The card is now as it was before that run.";

describe("what a killed run left on a real card", () => {
  for (const [name, progress, commands, found] of [
    [
      "a changed passcode",
      {},
      [`0024008010${right}${changed}`],
      "Its passcode was the right one with 2 added to each digit (9 becomes 1).",
    ],
    [
      "a passcode whose change was not answered",
      { accepted: [] },
      [`0024008010${right}${changed}`],
      "Its passcode and unblocking code were unchanged.",
    ],
    [
      "a passcode that was just being brought back",
      { restoring: true },
      [],
      "Its passcode was the right one with 2 added to each digit (9 becomes 1).",
    ],
    [
      "a passcode that was just being brought back, without the unblocking code",
      { restoring: true, knowsPuk: false },
      [],
      "Its passcode was the right one with 2 added to each digit (9 becomes 1).",
    ],
    [
      "a changed unblocking code",
      { case: "PIV-CHANGE-04", sent: [0, 1], accepted: [1] },
      [`0024008110${puk}${changedPuk}`],
      "Its unblocking code (PUK) was the right one with 1 added to each digit (9 becomes 0).",
    ],
  ] as const) {
    it(`is undone and told: ${name}`, async () => {
      // The PUK would set the passcode whatever it is.
      const { knowsPuk = true, ...came } = { ...progress } as Partial<CaseProgress> & { knowsPuk?: boolean };
      const { card, before, recover } = await afterRun(came, commands, { knowsPuk });
      const text = await recover();
      const id = came.case ?? "PIV-CHANGE-01";
      const title = pivCases.find((one) => one.id === id)?.title ?? "";
      assert.equal(text, `${cutOff} ${id} (${title}). ${found} ${asBefore}`);
      assert.deepEqual(card.dump(), before);
    });
  }

  it("is not guessed at for a case that this version does not have", async () => {
    const { recover } = await afterRun({ case: "PIV-NONE-01" }, []);
    const state = "this version of the testkit does not have this case";
    await assert.rejects(recover(), { code: "REAL_CARD_NOT_RESTORED", details: { case: "PIV-NONE-01", state } });
  });

  it("is not undone if another program changed the card since, and costs it no last try", async () => {
    const { card, recover } = await afterRun({}, [`0024008010${right}3939393939393939`], { knowsPuk: false });
    await assert.rejects(
      recover(),
      /PIV-CHANGE-01.*the passcode is now the right one with 2 added to each digit \(9 becomes 1\) \(The card refused its passcode during this run, so the run sends no more passcodes, codes or keys\)\./s,
    );
    const connection = await card.readers.connect(card.named.reader);
    await connection.transmit(fromHex("00A404000BA00000030800001000010000"));
    assert.notEqual(toHex(await connection.transmit(fromHex("00200080"))), "63C0");
    await connection.disconnect();
  });
});

describe("a run that is killed leaves nothing, wherever it is killed", () => {
  for (const id of ["PIV-CHANGE-04", "PIV-RESET-01", "PIV-PUT-02", "PIV-PUT-03", "S8-CHANGE-01", "S8-RESET-02"]) {
    it(`in ${id}`, async () => {
      const test = [...pivCases, ...series8Cases].find((one) => one.id === id) ?? assert.fail(id);
      const profile = id.startsWith("PIV") ? "piv" : "series8";
      await killEverywhere(() => testedCard({ profile, knowsAdministrationKey: true }), test);
    });
  }
});
