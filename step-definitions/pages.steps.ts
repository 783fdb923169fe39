import assert from "node:assert/strict";
import { defineParameterType, Then, When } from "@cucumber/cucumber";
import { loadPersonas } from "../src/fake-cis2/index.ts";
import { expectSame } from "./support/expected.ts";
import { arrive, at, goPastThePasscode, goTo, listedRoles, readNotice, readsNotice } from "./support/visits.ts";
import type { TestkitWorld } from "./support/world.ts";

When("the person arrives at CIS2", async function (this: TestkitWorld) {
  await arrive(this);
});

const parameterOf = { "client id": "client_id", "redirect address": "redirect_uri" } as const;
const wrongValue = /client id|redirect address/;
defineParameterType({
  name: "registeredValue",
  regexp: wrongValue,
  transformer: (what) => what as keyof typeof parameterOf,
});

When(
  "the system sends the person to CIS2 with the {registeredValue} {string}",
  async function (this: TestkitWorld, what: keyof typeof parameterOf, value: string) {
    const { visit, pending } = await arrive(this);
    const address = new URL(pending.authorizationUrl);
    address.searchParams.set(parameterOf[what], value);
    goTo(this, { page: await visit.open(address) });
  },
);

Then("the page says {string}", function (this: TestkitWorld, text: string) {
  const said = at(this).page.document.text.replaceAll(/\s+/g, " ");
  assert.ok(said.includes(text), `the page says: ${said}`);
});

Then(
  "the page says what is registered as the {registeredValue}",
  function (this: TestkitWorld, what: keyof typeof parameterOf) {
    const { page, pending } = at(this);
    const registered = pending.authorizationUrl.searchParams.get(parameterOf[what]) ?? "";
    assert.ok(page.document.text.includes(registered), `the page does not name ${registered}`);
  },
);

When("the person gets as far as the role page", goPastThePasscode);

When("searches the roles for {string}", async function (this: TestkitWorld, text: string) {
  const { visit, page } = at(this);
  const name = page.document.querySelector("input[type=search]")?.getAttribute("name") ?? "";
  goTo(this, { page: await visit.submit(page, "input[type=search]", { [name]: text }), searched: text });
});

When("selects the first role that the page lists", async function (this: TestkitWorld) {
  const { visit, page } = at(this);
  const role = listedRoles(page)[0] ?? "";
  const selected = await visit.submit(page, `#nhsRoleId_${role}`, { roleId: role });
  goTo(this, { page: await readNotice(visit, selected), role });
});

Then("the page offers {string}", function (this: TestkitWorld, label: string) {
  const labels = at(this)
    .page.document.querySelectorAll("label")
    .map(({ text }) => text.trim());
  assert.ok(labels.includes(label), `the page offers ${labels.join(", ")}`);
});

Then("the page has a button {string}", function (this: TestkitWorld, label: string) {
  const buttons = at(this)
    .page.document.querySelectorAll("button")
    .map(({ text }) => text.trim());
  assert.ok(buttons.includes(label), `the page has the buttons ${buttons.join(", ")}`);
});

Then("the page lists {int} roles", function (this: TestkitWorld, count: number) {
  const known = this.card.persona.roles.map(({ roleId }) => roleId).sort();
  expectSame("the roles on the page", listedRoles(at(this).page).sort(), known);
  expectSame("the number of the person's roles", known.length, count);
});

Then("the page has a search box", function (this: TestkitWorld) {
  assert.ok(at(this).page.document.querySelector("input[type=search]"), "the page has no search box");
});

Then("the page does not have a search box", function (this: TestkitWorld) {
  assert.equal(at(this).page.document.querySelector("input[type=search]"), null, "the page has a search box");
});

Then("the page lists only roles that match by {}", function (this: TestkitWorld, what: string) {
  const { page, searched = "" } = at(this);
  const organisations = new Map(loadPersonas().organisations.map(({ code, name }) => [code, name]));
  const { roles } = this.card.persona;
  const matching = roles.filter(({ organisationCode, roleName }) => {
    if (what === "the organisation code") return organisationCode === searched;
    if (what === "the organisation name") return organisations.get(organisationCode)?.includes(searched);
    return roleName.includes(searched);
  });
  assert.ok(
    matching.length > 0 && matching.length < roles.length,
    `${matching.length} of the ${roles.length} roles match "${searched}", so that the search shows nothing`,
  );
  expectSame("the roles on the page", listedRoles(page).sort(), matching.map(({ roleId }) => roleId).sort());
});

Then("the system gets the role that the person selected", async function (this: TestkitWorld) {
  const { page, role, pending } = at(this);
  const { claims } = await pending.finish(page.url);
  expectSame("the claim selected_roleid", claims["selected_roleid"], role);
});

When("the person signs in on the pages of CIS2", goPastThePasscode);
When("the next person signs in in the same browser", goPastThePasscode);

Then("the person has come back to the system", async function (this: TestkitWorld) {
  if (expiresSoon(this) && readsNotice(at(this).page)) {
    this.remark("not applicable", "the card's certificate expires within 90 days, and CIS2 first says so on a page");
    return "skipped";
  }
  await comesBackAs(this, this.card.persona.user.userId);
  return undefined;
});

Then("the system gets the sign-in of {string}", async function (this: TestkitWorld, name: string) {
  const { user } = await this.cards.persona(name);
  const { visit, page } = at(this);
  goTo(this, { page: await readNotice(visit, page) });
  await comesBackAs(this, user.userId);
});

function expiresSoon({ card, clock }: TestkitWorld): boolean {
  return card.life.notAfter.getTime() - clock.now().getTime() <= 90 * 24 * 60 * 60 * 1000;
}

async function comesBackAs(world: TestkitWorld, userId: string): Promise<void> {
  const { page, pending } = at(world);
  assert.ok(page.url.href.startsWith(pending.redirectUri), page.url.href);
  const { claims, userinfo } = await pending.finish(page.url);
  expectSame("the claim sub of the ID token", claims.sub, userId);
  expectSame("the claim sub of userinfo", userinfo.sub, userId);
}
