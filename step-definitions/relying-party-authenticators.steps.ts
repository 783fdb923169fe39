import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { should } from "../src/conformance/index.ts";
import type { NextSignIn } from "../src/fake-cis2/index.ts";
import { expectRule, report } from "./support/findings.ts";
import type { TestkitWorld } from "./support/world.ts";

/** How much CIS2 had seen before the step-up. */
const seenBefore = new WeakMap<TestkitWorld, number>();
const asksForNone = "it sends no acr_values, and no public text says what CIS2 then does";

Given("it asks for AAL3", function (this: TestkitWorld) {
  const { acrValues } = this.underTest;
  if (acrValues.length > 0 && acrValues.every((value) => value.startsWith("AAL3_"))) return undefined;
  const asked = `it asks for ${acrValues.join(" ")}, which also allows less than AAL3`;
  this.remark("not applicable", acrValues.length === 0 ? asksForNone : asked);
  return "skipped";
});

Given("it asks for AAL2 as well", function (this: TestkitWorld) {
  if (authenticatorAtAal2(this) !== undefined) return undefined;
  const { acrValues } = this.underTest;
  const asked = `it asks for ${acrValues.join(" ")}, which does not allow AAL2`;
  this.remark("not applicable", acrValues.length === 0 ? asksForNone : asked);
  return "skipped";
});

When("a person signs in at AAL2, without a card", async function (this: TestkitWorld) {
  await this.underTest.signInWithoutCard(authenticatorAtAal2(this));
});

Then("the relying party signs the person in at AAL2", async function (this: TestkitWorld) {
  const { underTest } = this;
  const isIn = underTest.observation.entries.some(
    (entry) => entry.type === "sign-in" && entry.step === "finished" && entry.withoutCard !== undefined,
  );
  if (!isIn) throw new Error("Nothing can be judged: nobody has signed in at CIS2 without a card");
  if (await underTest.isSignedIn()) return;
  report(this, {
    what: `The relying party asks for ${underTest.acrValues.join(" ")}, but did not sign in a person at AAL2, ${await underTest.describePage()}.`,
    cure: "Accept each level that you ask for. If you need AAL3, ask for AAL3_ANY. Then CIS2 offers people nothing less.",
    rule: should("nhs", "authenticator guidance for developers", "authenticator-guidance-for-developers"),
  });
});

When("the person opens the part that needs AAL3, with a card in the reader", async function (this: TestkitWorld) {
  const { underTest } = this;
  seenBefore.set(this, underTest.observation.entries.length);
  const { stepUpUrl } = underTest.run.target;
  await underTest.signIn({}, stepUpUrl === undefined ? {} : { url: stepUpUrl });
});

Then("the relying party has asked for AAL3, and the card has taken part", async function (this: TestkitWorld) {
  const { underTest } = this;
  const since = underTest.observation.since(seenBefore.get(this) ?? 0);
  const asked = since.requests("authorization").at(-1)?.parameters?.["acr_values"];
  const values = typeof asked === "string" ? asked.split(" ") : [];
  const wants = values.length > 0 && values.every((value) => value.startsWith("AAL3_"));
  const said = typeof asked === "string" ? `asked for ${asked}` : "asked for no level";
  expectRule(this, wants, {
    what: `The relying party ${since.requests("authorization").length === 0 ? "did not send the person to CIS2" : said}, although AAL3 is needed.`,
    cure: "Send a person at AAL2 to CIS2 again with acr_values=AAL3_ANY. Then check the level that comes back.",
    rule: should("nhs", "authenticator guidance for developers", "authenticator-guidance-for-developers"),
  });
  if (!wants) return;
  const byCard = since.entries.some(
    (entry) => entry.type === "sign-in" && entry.step === "finished" && entry.withoutCard === undefined,
  );
  assert.ok(byCard, "Nothing can be judged: nobody has signed in at CIS2 with a card");
  if (await underTest.isSignedIn()) return;
  assert.fail(
    `After the step-up, the relying party does not show that a person is signed in, ${await underTest.describePage()}`,
  );
});

/** An authenticator at AAL2 that satisfies what the relying party asks for, by the settings of this run. */
function authenticatorAtAal2({ underTest }: TestkitWorld): NextSignIn["authenticator"] {
  const { acrValues, run } = underTest;
  const all = Object.entries(run.settings.authenticators);
  const found = all.find(([, { level, acr }]) => level === 2 && acr.some((value) => acrValues.includes(value)));
  return found?.[0] as NextSignIn["authenticator"];
}
