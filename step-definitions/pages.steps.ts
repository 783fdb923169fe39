import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { z } from "zod";
import { type Page, PageSession } from "./support/page-session.ts";
import type { TestkitWorld } from "./support/world.ts";

/** The page each scenario stands at, and the visit that led there. */
const visits = new WeakMap<TestkitWorld, { visit: PageSession; page: Page; organisation?: string }>();

When("the person arrives at CIS2", async function (this: TestkitWorld) {
  await arrive(this);
});

When("the person gets as far as the role page", async function (this: TestkitWorld) {
  const { visit, page } = await arrive(this);
  const waiting = await visit.submit(page, "input[value=smartcard]", { authenticator: "smartcard" });
  const step = (name: string) => new URL(`${page.url.pathname}/${name}`, page.url);
  const { challenge } = z.object({ challenge: z.string() }).parse(await visit.postJson(step("challenge"), {}));
  await visit.postJson(step("assertion"), await this.signIns.answer(challenge, waiting.url.origin));
  visits.set(this, { visit, page: await visit.open(page.url) });
});

When(
  "searches the roles for the organisation of role number {int}",
  async function (this: TestkitWorld, number: number) {
    const { visit, page } = at(this);
    const organisation = this.card.persona.roles[number - 1]?.organisationCode;
    assert.ok(organisation);
    const name = page.document.querySelector("input[type=search]")?.getAttribute("name") ?? "";
    visits.set(this, {
      visit,
      page: await visit.submit(page, "input[type=search]", { [name]: organisation }),
      organisation,
    });
  },
);

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
  assert.deepEqual(listedRoles(at(this).page), known);
  assert.equal(known.length, count);
});

Then("the page has a search box", function (this: TestkitWorld) {
  assert.ok(at(this).page.document.querySelector("input[type=search]"));
});

Then("the page does not have a search box", function (this: TestkitWorld) {
  assert.equal(at(this).page.document.querySelector("input[type=search]"), null);
});

Then("the page lists only roles of that organisation", function (this: TestkitWorld) {
  const { page, organisation } = at(this);
  const { roles } = this.card.persona;
  const expected = roles.filter((role) => role.organisationCode === organisation).map(({ roleId }) => roleId);
  assert.ok(expected.length > 0 && expected.length < roles.length);
  assert.deepEqual(listedRoles(page), expected.sort());
});

async function arrive(world: TestkitWorld): Promise<{ visit: PageSession; page: Page }> {
  const { authorizationUrl } = await (await world.cis2.relyingParty()).begin();
  const visit = new PageSession(world.requests.send);
  const arrival = { visit, page: await visit.open(authorizationUrl) };
  visits.set(world, arrival);
  return arrival;
}

function at(world: TestkitWorld) {
  const arrival = visits.get(world);
  assert.ok(arrival, "the person is at no page");
  return arrival;
}

/** The roles a page lists; each has the id nhsRoleId_<role id>, as on the development pages of the NHS. */
function listedRoles({ document }: Page): string[] {
  return document
    .querySelectorAll("[id^=nhsRoleId_]")
    .map(({ id }) => id.slice("nhsRoleId_".length))
    .sort();
}
