import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { skipWithoutBrowser } from "../../src/foundation/testing/browser.ts";
import { DesktopWithBrowser } from "./desktop-with-browser.ts";
import { recordTraffic } from "./traffic.ts";

const timeoutMs = 15_000;
const newPasscode = "24680246";

describe("looking after a card with a browser", { skip: skipWithoutBrowser() }, () => {
  let desktop: DesktopWithBrowser;
  before(async () => {
    desktop = await DesktopWithBrowser.start({ relyingParties: [] });
  });
  after(() => desktop.close());

  const open = async (context: BrowserContext, path: string) => {
    context.setDefaultTimeout(timeoutMs);
    const page = await context.newPage();
    const traffic = recordTraffic(page);
    await page.goto(`${desktop.embedded.cis2.networks.internet.origin}/card-services/${path}`);
    return { page, traffic };
  };

  const type = async (window: Page, label: string, passcode: string) => {
    await window.getByLabel(label, { exact: true }).fill(passcode);
    await window.getByRole("button", { name: "OK" }).click();
  };

  const chooseNew = async (window: Page) => {
    await type(window, "Enter a new passcode", newPasscode);
    await type(window, "Enter the new passcode again", newPasscode);
  };

  for (const profile of ["piv", "series8"]) {
    it(`unlocks a ${profile} card with the code that was sent; no page of the authority sees the passcode`, async () => {
      const { serial } = await desktop.insert(profile, "locked-card");
      const context = await desktop.browser.newContext();
      const { page, traffic } = await open(context, "unlock");
      await page.getByRole("button", { name: "Send me a security code" }).click();
      await page.getByText(/A security code was sent to .…/).waitFor();
      assert.equal(await page.locator(".nhsuk-button:not(.nhsuk-button--secondary):visible").count(), 1);
      const message = await desktop.embedded.cis2.registrationAuthority.codes.message(serial);
      assert.ok(message);
      await page.getByLabel("Security code").fill(message.code);
      const opened = desktop.nextWindow(context);
      await page.getByRole("button", { name: "Confirm" }).click();
      await chooseNew(await opened);
      await page.getByText("Your smartcard has been unlocked").waitFor();
      assert.equal(await page.getByRole("listitem").count(), 0);
      const lines = await traffic.lines();
      assert.ok(lines.some((line) => line.includes(message.code)));
      for (const line of lines) assert.ok(!line.includes(newPasscode), line);
      await context.close();
    });

    it(`renews a ${profile} card`, async () => {
      const { persona } = await desktop.insert(profile, "expiring-certificate");
      const context = await desktop.browser.newContext();
      const { page } = await open(context, "renew");
      const opened = desktop.nextWindow(context);
      await page.getByRole("button", { name: "Renew now" }).click();
      await type(await opened, "Enter your passcode", persona.card.passcode);
      await page.getByText(/Your smartcard has been renewed\. You can use it until \d+ \w+ \d{4}/).waitFor();
      await context.close();
    });
  }

  it("changes a passcode", async () => {
    const { persona } = await desktop.insert("piv", "one-role");
    const context = await desktop.browser.newContext();
    const { page } = await open(context, "change-passcode");
    const opened = desktop.nextWindow(context);
    await page.getByRole("button", { name: "Change passcode" }).click();
    const window = await opened;
    await type(window, "Enter your passcode", persona.card.passcode);
    await chooseNew(window);
    await page.getByText("Your passcode has been changed").waitFor();
    await context.close();
  });

  it("leads from a locked card, which cannot be renewed, to the page that unlocks it", async () => {
    await desktop.insert("piv", "locked-card");
    const context = await desktop.browser.newContext();
    const { page } = await open(context, "renew");
    await page.getByRole("button", { name: "Renew now" }).click();
    await page.getByRole("alert").getByRole("link", { name: "Unlock your smartcard" }).click();
    await page.waitForURL("**/card-services/unlock");
    await context.close();
  });

  it("says why a card cannot be renewed yet, and from when on it can", async () => {
    const { persona } = await desktop.insert("piv", "two-roles");
    const context = await desktop.browser.newContext();
    const { page } = await open(context, "renew");
    const opened = desktop.nextWindow(context);
    await page.getByRole("button", { name: "Renew now" }).click();
    await type(await opened, "Enter your passcode", persona.card.passcode);
    await page
      .getByRole("alert")
      .getByText(/You can renew your smartcard from \d+ \w+ \d{4}\./)
      .waitFor();
    await context.close();
  });
});
