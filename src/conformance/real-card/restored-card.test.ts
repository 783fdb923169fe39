import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isThorough } from "../../foundation/testing/thorough.ts";
import { wronglyAccepted } from "../../virtual-card/index.ts";
import { pivCases } from "../apdu-suite/piv-suite.ts";
import type { ApduResult } from "../apdu-suite/apdu-result.ts";
import type { RunOptions } from "../apdu-suite/run-case.ts";
import type { ApduCase } from "../apdu-suite/script.ts";
import { series8Cases } from "../apdu-suite/series8-suite.ts";
import { runCases } from "../apdu-suite/suite.ts";
import { recoverCard } from "./recover-card.ts";
import { killedAt, testedCard, type TestedCardOptions } from "./testing/tested-card.ts";

const allowed = ["reads", "spends-tries", "writes"] as const satisfies RunOptions["allowed"];
const casesOf = (profile: string) => (profile.startsWith("piv") ? pivCases : series8Cases);

async function runOn(options: TestedCardOptions, cases: readonly ApduCase[]) {
  const card = await testedCard(options);
  const before = card.dump();
  const connect = card.connectThrough(card.readers);
  const results = await collect(runCases(cases, connect, card.about, { allowed, journal: card.journal }));
  return { card, before, results };
}

describe("a real card after a run with leave", () => {
  for (const profile of ["piv", "piv-strict", "series8"]) {
    for (const knowsPuk of [true, false]) {
      for (const knowsAdministrationKey of profile === "piv" ? [true, false] : [false]) {
        const known = `PUK ${knowsPuk ? "known" : "unknown"}, administration key ${knowsAdministrationKey ? "known" : "unknown"}`;
        it(`is as it was, and nothing fails: ${profile}, ${known}`, async () => {
          const options = { profile, knowsPuk, knowsAdministrationKey };
          const { card, before, results } = await runOn(options, casesOf(profile));
          assert.deepEqual(failures(results), []);
          assert.deepEqual(card.dump(), before);
          assert.equal(card.journal.progress, undefined);
        });

        it(`is as it was although it accepts whatever it should refuse: ${profile}, ${known}`, async () => {
          const options = { profile, knowsPuk, knowsAdministrationKey, accepts: wronglyAccepted };
          const { card, before, results } = await runOn(options, casesOf(profile));
          assert.ok(failures(results).length > 0);
          assert.deepEqual(
            results.filter(({ notRestored }) => notRestored !== undefined),
            [],
          );
          assert.deepEqual(card.dump(), before);
          assert.equal(card.journal.progress, undefined);
        });
      }
    }
  }

  for (const one of wronglyAccepted) {
    it(`is as it was although it accepts ${one}`, async () => {
      for (const profile of ["piv", "series8"]) {
        const { card, before } = await runOn(
          { profile, knowsAdministrationKey: profile === "piv", accepts: [one] },
          casesOf(profile),
        );
        assert.deepEqual(card.dump(), before, profile);
      }
    });
  }

  it("never has a case put to it that goes to the last try", async () => {
    const { results } = await runOn({}, pivCases);
    for (const id of ["PIV-VERIFY-14", "PIV-RESET-04"]) {
      assert.equal(results.find((result) => result.id === id)?.verdict, "skipped", id);
    }
  });
});

describe("a real card whose run was killed", () => {
  for (const profile of ["piv", "series8"]) {
    for (const accepts of [[], wronglyAccepted]) {
      const kind = accepts.length === 0 ? "a card that refuses" : "a card that accepts what it should refuse";
      it(`is brought back by the next one, wherever it was killed: ${profile}, ${kind}`, async () => {
        const changing = casesOf(profile).filter(({ effect, steps }) => {
          // What a wrong VERIFY took, the next run's right one gives back.
          const isChange = isThorough || steps.some(({ send = "" }) => /^00 (24|2C|47|D6|DB) /.test(send));
          return isChange && (effect === "writes" || effect === "spends-tries");
        });
        for (const test of changing) await killEverywhere({ profile, accepts, knowsAdministrationKey: true }, test);
      });
    }
  }
});

/** Kills the run of one case at each of its commands, before and after the card carried it out. */
async function killEverywhere(options: TestedCardOptions, test: ApduCase): Promise<void> {
  const first = isThorough ? 1 : await firstThatMatters(options, test);
  for (let at = first; ; at += 1) {
    let sent = 0;
    for (const carriedOut of [false, true]) {
      const card = await testedCard(options);
      const before = card.dump();
      const { source, state } = killedAt(card.readers, at, carriedOut);
      const connect = card.connectThrough(source);
      const run = runCases([test], connect, card.about, { allowed, journal: card.journal });
      // What the killed process would have made of it does not matter.
      await collect(run).catch(() => []);
      sent = state.sent;
      const place = `${test.id} killed at command ${at}${carriedOut ? ", which was carried out" : ""}`;
      await nextRun(card, place);
      assert.deepEqual(card.dump(), before, place);
    }
    if (sent < at) return;
  }
}

/** The number of the first command after which the card may be otherwise. */
async function firstThatMatters(options: TestedCardOptions, test: ApduCase): Promise<number> {
  const card = await testedCard(options);
  const { source, state } = killedAt(card.readers, Infinity, false);
  const run = runCases([test], card.connectThrough(source), card.about, { allowed, journal: card.journal });
  await collect(run);
  return state.firstThatMatters;
}

/** What a run does before its first scenario. */
async function nextRun(card: Awaited<ReturnType<typeof testedCard>>, place: string): Promise<void> {
  const { progress } = card.journal;
  if (progress !== undefined) {
    const { readers, named, recoverWith: about } = card;
    const text = await recoverCard(progress, { readers, named, about });
    assert.match(text, new RegExp(`in the middle of ${progress.case}`), place);
  }
  const connection = await card.connectThrough(card.readers)();
  const data = Buffer.from("123456\xff\xff", "latin1").subarray(0, card.about.layout?.passcode.paddedLength ?? 8);
  const reference = card.about.layout?.passcode.reference ?? 0x80;
  await connection.transmit(Buffer.from([0x00, 0x20, 0x00, reference, data.length, ...data]));
  await connection.disconnect();
}

async function collect(results: AsyncIterable<ApduResult>): Promise<ApduResult[]> {
  const collected: ApduResult[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

const failures = (results: readonly ApduResult[]) =>
  results.filter(({ verdict }) => verdict === "failed").map(({ id, reason }) => `${id}: ${reason ?? ""}`);
