import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import {
  type ApduEffect,
  type ApduResult,
  currentRealCardRun,
  formatApduResult,
  groupVerdict,
  pivScripts,
  runCases,
  series8Scripts,
} from "../src/conformance/index.ts";
import { TestkitError } from "../src/foundation/errors/testkit-error.ts";
import { cardUnderTest } from "./support/card-under-test.ts";
import type { TestkitWorld } from "./support/world.ts";

Then("the card passes the cases of {string} that only read", function (this: TestkitWorld, group: string) {
  return passes(this, group, "reads");
});

Then(
  "the card passes the cases of {string} that spend tries, and has all its tries afterwards",
  async function (this: TestkitWorld, group: string) {
    const tries = () => this.desktop.withSmartcard((smartcard) => smartcard.passcodeTriesLeft());
    const before = await tries();
    const outcome = await passes(this, group, "spends-tries");
    const after = await tries();
    assert.equal(
      after,
      before,
      `the card had ${before ?? "?"} tries left before the cases, and has ${after ?? "?"} now`,
    );
    return outcome;
  },
);

Then("the card passes the cases of {string} that write", function (this: TestkitWorld, group: string) {
  return passes(this, group, "writes");
});

Then("the card passes the cases of {string} that go to the last try", function (this: TestkitWorld, group: string) {
  return passes(this, group, "locks");
});

async function passes(world: TestkitWorld, group: string, effect: ApduEffect): Promise<"skipped" | undefined> {
  const scripts = world.card.profile.series === 8 ? series8Scripts : pivScripts;
  const script = scripts.find((one) => one.group === group);
  assert.ok(script, `there are no cases called "${group}"`);
  const cases = script.cases.filter((one) => one.effect === effect);
  const results: ApduResult[] = [];
  const card = await cardUnderTest(world);
  const journal = world.usesRealCard ? currentRealCardRun().card.journal : undefined;
  const options = { allowed: [effect], ...(journal && { journal }) };
  for await (const result of runCases(cases, () => world.desktop.connect(), card, options)) {
    results.push(result);
    stopIfNotRestored(world, result);
  }
  world.attach(results.map(formatApduResult).join("\n"), { mediaType: "text/plain", fileName: "APDU cases" });
  const { verdict, reason = "" } = groupVerdict(results, cases.length);
  if (verdict === "failed") assert.fail(reason);
  if (verdict === "passed") return undefined;
  world.remark(verdict, reason);
  return verdict === "not applicable" ? "skipped" : undefined;
}

function stopIfNotRestored(world: TestkitWorld, { id, notRestored }: ApduResult): void {
  if (notRestored === undefined || !world.usesRealCard) return;
  currentRealCardRun().card.stop(new TestkitError("REAL_CARD_NOT_RESTORED", { case: id, state: notRestored }));
}
