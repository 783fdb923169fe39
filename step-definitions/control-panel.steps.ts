import assert from "node:assert/strict";
import { type DataTable, Given, Then, When } from "@cucumber/cucumber";
import { parse } from "node-html-parser";
import { htmlPage, mergeReports } from "../src/conformance/index.ts";
import { expectSame } from "./support/expected.ts";
import { type OpenPanel, openPanel, panelOf } from "./support/open-panel.ts";
import type { TestkitWorld } from "./support/world.ts";

Given(
  "a control panel is open beside a desktop with the {string} card of {string}",
  async function (this: TestkitWorld, profile: string, persona: string) {
    // Loaded only if a scenario needs it.
    const { PanelDesktop: Panel } = await import("./support/panel-desktop.ts");
    const desktop = await Panel.start(profile, persona);
    openPanel(this, { desktop, passcode: await desktop.passcode(persona) });
  },
);

When("the person mistypes the passcode once and signs in", async function (this: TestkitWorld) {
  const { desktop, passcode } = panelOf(this);
  await desktop.signIn(passcode, { mistypes: true });
});

When(
  "the registration authority suspends the card, and the person tries to sign in",
  async function (this: TestkitWorld) {
    const { desktop, passcode } = panelOf(this);
    const { card } = ((await desktop.control.readers()) as { card?: { serial: string } }[])[0] ?? {};
    await desktop.control.suspendCard(card?.serial ?? "");
    await assert.rejects(desktop.signIn(passcode), Error, "the suspended card signed the person in");
  },
);

Then("the panel shows these steps of the sign-in:", async function (this: TestkitWorld, table: DataTable) {
  const page = parse(await panelOf(this).desktop.page());
  const shown = page.querySelectorAll("summary").map(({ text }) => text.replaceAll(/\s+/g, " ").trim());
  let from = 0;
  for (const { place = "", step = "" } of table.hashes()) {
    const index = shown.findIndex((line, number) => number >= from && line.includes(`${place} ${step}`));
    assert.ok(index >= 0, `the panel does not show "${place}: ${step}" there, but:\n${shown.slice(from).join("\n")}`);
    from = index + 1;
  }
});

Then(
  "the panel says that the check {string} refused with {string}",
  async function (this: TestkitWorld, check: string, code: string) {
    const text = parse(await panelOf(this).desktop.page()).text.replaceAll(/\s+/g, " ");
    const wanted = `${code}, by the check “${check}”`;
    assert.ok(text.includes(wanted), `the panel does not say "${wanted}", but: ${text}`);
  },
);

async function reportOf({ desktop }: OpenPanel): Promise<string> {
  return htmlPage(mergeReports([], [], [await desktop.file()]));
}

Then(
  "the panel saves the sign-in as a file, and a report of this file shows the step {string}",
  async function (this: TestkitWorld, step: string) {
    const steps = parse(await reportOf(panelOf(this))).querySelectorAll("details summary");
    const found = steps.filter(({ text }) => text.includes(step));
    expectSame(`how many steps of the report say "${step}"`, found.length, 1);
  },
);

Then("the passcode is neither in the panel nor in the file nor in the report", async function (this: TestkitWorld) {
  const panel = panelOf(this);
  const { desktop, passcode } = panel;
  const texts = {
    panel: await desktop.page(),
    file: JSON.stringify(await desktop.file()),
    report: await reportOf(panel),
  };
  const hex = Buffer.from(passcode).toString("hex");
  for (const [name, text] of Object.entries(texts)) {
    for (const form of [passcode, hex]) assert.ok(!text.includes(form), `the passcode is in the ${name}`);
  }
});
