import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyNth } from "../../foundation/testing/thorough.ts";
import { wronglyAccepted } from "../../virtual-card/index.ts";
import { pivCases } from "../apdu-suite/piv-suite.ts";
import type { ApduResult } from "../apdu-suite/apdu-result.ts";
import type { RunOptions } from "../apdu-suite/run-case.ts";
import type { ApduCase } from "../apdu-suite/script.ts";
import { series8Cases } from "../apdu-suite/series8-suite.ts";
import { runCases } from "../apdu-suite/suite.ts";
import { destructiveCases, killEverywhere } from "./testing/killed-case.ts";
import { testedCard, type TestedCardOptions } from "./testing/tested-card.ts";

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
        const make = () => testedCard({ profile, accepts, knowsAdministrationKey: true });
        for (const test of everyNth(3, destructiveCases(casesOf(profile)))) await killEverywhere(make, test);
      });
    }
  }
});

async function collect(results: AsyncIterable<ApduResult>): Promise<ApduResult[]> {
  const collected: ApduResult[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

const failures = (results: readonly ApduResult[]) =>
  results.filter(({ verdict }) => verdict === "failed").map(({ id, reason }) => `${id}: ${reason ?? ""}`);
