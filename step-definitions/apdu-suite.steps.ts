import assert from "node:assert/strict";
import { Then } from "@cucumber/cucumber";
import { type ApduEffect, type ApduResult, pivScripts, runCases, series8Scripts } from "../src/conformance/index.ts";
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
    assert.equal(await tries(), before);
    return outcome;
  },
);

Then("the card passes the cases of {string} that write", function (this: TestkitWorld, group: string) {
  return passes(this, group, "writes");
});

async function passes(world: TestkitWorld, group: string, effect: ApduEffect): Promise<"skipped" | undefined> {
  const scripts = world.card.profile.series === 8 ? series8Scripts : pivScripts;
  const script = scripts.find((one) => one.group === group);
  assert.ok(script, `there are no cases called "${group}"`);
  const cases = script.cases.filter((one) => one.effect === effect);
  const results: ApduResult[] = [];
  const card = await cardUnderTest(world);
  for await (const result of runCases(cases, () => world.desktop.connect(), card, { allowed: [effect] })) {
    results.push(result);
  }
  world.attach(results.map(formatApduResult).join("\n"), { mediaType: "text/plain", fileName: "APDU cases" });
  const failed = results.filter(({ verdict }) => verdict === "failed");
  assert.deepEqual(failed.map(formatApduResult), []);
  if (results.some(({ verdict }) => verdict === "passed")) return undefined;
  world.remark("not applicable", results.map(formatApduResult).join("; ") || "there is no such case");
  return "skipped";
}

function formatApduResult({ id, title, clause, verdict, reason }: ApduResult): string {
  return `${id} ${verdict}: ${title} (${clause})${reason === undefined ? "" : `: ${reason}`}`;
}
