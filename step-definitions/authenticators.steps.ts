import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { expectSame } from "./support/expected.ts";
import { arrive, at, goTo, readNotice } from "./support/visits.ts";
import type { TestkitWorld } from "./support/world.ts";

Given("people can sign in without a card", async function (this: TestkitWorld) {
  const { cis2 } = await this.cis2.embedded();
  await cis2.withoutCard.turn(true);
});

Given("the system asks for the authentication {string}", function (this: TestkitWorld, acrValues: string) {
  this.system.acrValues = acrValues;
});

When(
  "the system asks for the authentication {string} in the same browser",
  async function (this: TestkitWorld, acrValues: string) {
    this.system.acrValues = acrValues;
    await arrive(this);
  },
);

When(
  "{string} signs in with {string}, chosen from the list of people",
  async function (this: TestkitWorld, persona: string, authenticator: string) {
    const { page } = await arrive(this);
    const radio = page.document.querySelector(`input[type=radio][value="${authenticator}"]`);
    assert.ok(radio, `the page does not offer ${authenticator}`);
    await choosePerson(this, persona, { authenticator });
  },
);

When("selects {string} in the list of people", async function (this: TestkitWorld, persona: string) {
  await choosePerson(this, persona, {});
});

When(
  "{string} tries to sign in with {string}, which the page does not offer",
  async function (this: TestkitWorld, persona: string, authenticator: string) {
    const { page } = await arrive(this);
    const radio = page.document.querySelector(`input[type=radio][value="${authenticator}"]`);
    assert.equal(radio, null, `the page offers ${authenticator}`);
    await choosePerson(this, persona, { authenticator });
  },
);

Then("the page offers the authenticators {string} and no others", function (this: TestkitWorld, labels: string) {
  const { document } = at(this).page;
  const offered = document.querySelectorAll("label.nhsuk-radios__label").map(({ text }) => text.trim());
  expectSame("the authenticators on the page", offered, labels.split(", "));
});

Then("the page says that the sign-in is refused with {string}", function (this: TestkitWorld, code: string) {
  const { page, pending } = at(this);
  assert.ok(!page.url.href.startsWith(pending.redirectUri), "the person has come back to the system");
  assert.ok(page.document.text.includes(code), `the page says ${page.document.text.replaceAll(/\s+/g, " ")}`);
});

Then("the system sees the level {int} and the amr {string}", async function (this: TestkitWorld, level: number, amr) {
  const { visit, page: last, pending } = at(this);
  const page = await readNotice(visit, last);
  assert.ok(page.url.href.startsWith(pending.redirectUri), `the person is still at ${page.url.href}`);
  const { claims } = await pending.finish(page.url);
  expectSame("the claim authentication_assurance_level", claims["authentication_assurance_level"], level);
  expectSame("the claim amr", claims["amr"], [amr]);
  expectSame("the claim acr", claims["acr"], this.system.acrValues);
});

Then("the journal says that no card took part, but {string}", async function (this: TestkitWorld, name: string) {
  expectSame("what the journal says of the sign-in", await withoutCardInJournal(this), name);
});

Then("the journal says that a card took part", async function (this: TestkitWorld) {
  expectSame("what the journal says of the sign-in", await withoutCardInJournal(this), "a card");
});

/** Clicks a person, as the page lists them. */
async function choosePerson(world: TestkitWorld, persona: string, fields: Record<string, string>): Promise<void> {
  const { visit, page } = at(world);
  const { user } = await world.cards.persona(persona);
  const button = `button[name=userId][value="${user.userId}"]`;
  assert.ok(page.document.querySelector(button), `the page does not list ${persona}`);
  const next = await visit.submit(page, button, { ...fields, userId: user.userId });
  goTo(world, { page: await readNotice(visit, next) });
}

async function withoutCardInJournal(world: TestkitWorld): Promise<string> {
  const { cis2 } = await world.cis2.embedded();
  const ends = cis2.journal.entries.filter((entry) => entry.type === "sign-in" && entry.step === "finished");
  const last = ends.at(-1) ?? assert.fail("the journal has no sign-in that ended");
  return last.type === "sign-in" ? (last.withoutCard ?? "a card") : "";
}
