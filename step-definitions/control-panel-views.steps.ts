import assert from "node:assert/strict";
import { type DataTable, Then, When } from "@cucumber/cucumber";
import { panelOf } from "./support/open-panel.ts";
import type { PanelPage } from "./support/panel-page.ts";
import type { TestkitWorld } from "./support/world.ts";

/** The open requests for a security code. */
const requests = new WeakMap<TestkitWorld, string>();
const pages = new WeakMap<TestkitWorld, PanelPage>();

function pageOf(world: TestkitWorld): PanelPage {
  return pages.get(world) ?? assert.fail("no page of the panel is open");
}

async function turn(world: TestkitWorld, next: Promise<PanelPage>): Promise<void> {
  pages.set(world, await next);
}

function expectText(found: string, wanted: string): void {
  assert.ok(found.includes(wanted), `the panel does not say "${wanted}", but: ${found}`);
}

When("the tester opens the page {string} of the panel", async function (this: TestkitWorld, path: string) {
  await turn(this, panelOf(this).desktop.open(path));
});

When("the tester follows the link {string}", async function (this: TestkitWorld, name: string) {
  await turn(this, pageOf(this).follow(name));
});

When("the tester presses {string}", async function (this: TestkitWorld, button: string) {
  await turn(this, pageOf(this).press(button));
});

When("the tester presses {string} at {string}", async function (this: TestkitWorld, button: string, at: string) {
  await turn(this, pageOf(this).press(button, { at }));
});

When(
  "the tester fills in the form and presses {string}:",
  async function (this: TestkitWorld, button: string, table: DataTable) {
    const fields = table.raw().map(([label = "", value = ""]) => [label, value] as const);
    await turn(this, pageOf(this).press(button, { fields }));
  },
);

When("the person tries to sign in, and is refused", async function (this: TestkitWorld) {
  const { desktop, passcode } = panelOf(this);
  await assert.rejects(desktop.signIn(passcode), Error, "the person is signed in");
});

When("the person asks the card services for a security code", async function (this: TestkitWorld) {
  requests.set(this, await panelOf(this).desktop.requestSecurityCode());
});

When("the person unlocks the card with the code that the panel shows", async function (this: TestkitWorld) {
  const code = /\d{6,}$/.exec(pageOf(this).text)?.[0] ?? assert.fail(`the panel shows no code: ${pageOf(this).text}`);
  const request = requests.get(this) ?? assert.fail("nobody has asked for a security code");
  await panelOf(this).desktop.unlock(request, code, "24680246");
});

When("the system {string} asks CIS2 for tokens without a code", async function (this: TestkitWorld, clientId: string) {
  const asked = { client_id: clientId, response_type: "id_token", nonce: "n" };
  const { url } = await panelOf(this).desktop.arrive(asked);
  assert.match(url.href, /[#&?]error=/, `CIS2 did not refuse the request: the browser is at ${url.href}`);
});

When("the person signs in to the system", async function (this: TestkitWorld) {
  const { desktop, passcode } = panelOf(this);
  await desktop.signIn(passcode);
});

Then(
  "a browser that comes to CIS2 without a card is asked for one of {int} roles",
  async function (this: TestkitWorld, number: number) {
    const asked = { acr_values: "AAL2_OR_AAL3_ANY", scope: "openid selectedrole" };
    const { document } = await panelOf(this).desktop.arrive(asked);
    const roles = document.querySelectorAll("button[name=roleId]").length;
    assert.equal(roles, number, `CIS2 asks for one of ${roles} roles, not of ${number}: ${document.text}`);
  },
);

Then("the panel says {string}", function (this: TestkitWorld, text: string) {
  expectText(pageOf(this).text, text);
});

Then("the panel shows {string} at {string}", function (this: TestkitWorld, text: string, heading: string) {
  expectText(pageOf(this).part(heading), text);
});

Then("the panel shows {int} buttons {string}", function (this: TestkitWorld, number: number, name: string) {
  const found = pageOf(this).buttons.filter((one) => one === name).length;
  assert.equal(found, number, `the page has ${found} buttons "${name}", not ${number}`);
});

Then("the panel shows no security code", async function (this: TestkitWorld) {
  const code = await panelOf(this).desktop.securityCode();
  assert.ok(!pageOf(this).text.includes(code), `the list of messages shows the code itself: ${pageOf(this).text}`);
});

Then("the panel shows the security code that was sent", async function (this: TestkitWorld) {
  expectText(pageOf(this).text, await panelOf(this).desktop.securityCode());
});
