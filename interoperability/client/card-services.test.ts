import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { startLocalService, type LocalService } from "../../src/client/index.ts";
import { startEnvironment, type Environment, type IssuedCard } from "../../src/environment/index.ts";
import { InProcessReaders } from "../../src/virtual-card/index.ts";
import { skipWithoutBrowser, startBrowser } from "../../src/foundation/testing/browser.ts";
import { recordTraffic } from "./traffic.ts";

const patience = 15_000;
const newPasscode = "24680246";

describe("looking after a card with a browser", { skip: skipWithoutBrowser() }, () => {
  const ports: number[] = [];
  const windows: ((url: string) => void)[] = [];
  const readers = new InProcessReaders();
  let browser: Browser;
  let environment: Environment;
  let service: LocalService;
  before(async () => {
    [browser, environment] = await Promise.all([
      startBrowser(),
      startEnvironment({ relyingParties: [], localServicePorts: ports }),
    ]);
    service = await startLocalService({
      readers,
      origins: [environment.cis2.networks.internet.origin],
      portServicePorts: [0],
      showWindow: (url) => windows.shift()?.(url),
    });
    ports.push(service.portServicePort);
    readers.addReader("Reader");
  });
  after(() => Promise.all([browser.close(), service.close(), environment.close()]));

  const insert = async (persona: string, profile: string): Promise<IssuedCard> => {
    const issued = await environment.issueCard(persona, profile);
    readers.eject("Reader");
    readers.insert("Reader", issued.card);
    return issued;
  };

  const open = async (context: BrowserContext, path: string) => {
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const traffic = recordTraffic(page);
    await page.goto(`${environment.cis2.networks.internet.origin}/card-services/${path}`);
    return { page, traffic };
  };

  const nextWindow = (context: BrowserContext) =>
    new Promise<string>((resolve) => windows.push(resolve)).then(async (url) => {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    });

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
      const { serial } = await insert("locked-card", profile);
      const context = await browser.newContext();
      const { page, traffic } = await open(context, "unlock");
      await page.getByRole("button", { name: "Send me a security code" }).click();
      await page.getByText(/A security code was sent to .…/).waitFor();
      const message = await environment.cis2.registrationAuthority.codes.message(serial);
      assert.ok(message);
      await page.getByLabel("Security code").fill(message.code);
      const opened = nextWindow(context);
      await page.getByRole("button", { name: "Confirm" }).click();
      await chooseNew(await opened);
      await page.getByText("Your smartcard has been unlocked").waitFor();
      const lines = await traffic.lines();
      assert.ok(lines.some((line) => line.includes(message.code)));
      for (const line of lines) assert.ok(!line.includes(newPasscode), line);
      await context.close();
    });

    it(`renews a ${profile} card`, async () => {
      const { persona } = await insert("expiring-certificate", profile);
      const context = await browser.newContext();
      const { page } = await open(context, "renew");
      const opened = nextWindow(context);
      await page.getByRole("button", { name: "Renew now" }).click();
      await type(await opened, "Enter your passcode", persona.card.passcode);
      await page.getByText(/Your smartcard has been renewed\. Its certificates are good until \d+ \w+ \d{4}/).waitFor();
      await context.close();
    });
  }

  it("changes a passcode", async () => {
    const { persona } = await insert("one-role", "piv");
    const context = await browser.newContext();
    const { page } = await open(context, "change-passcode");
    const opened = nextWindow(context);
    await page.getByRole("button", { name: "Change passcode" }).click();
    const window = await opened;
    await type(window, "Enter your passcode", persona.card.passcode);
    await chooseNew(window);
    await page.getByText("Your passcode has been changed").waitFor();
    await context.close();
  });

  it("says why a card cannot be renewed yet, and from when on it can", async () => {
    const { persona } = await insert("two-roles", "piv");
    const context = await browser.newContext();
    const { page } = await open(context, "renew");
    const opened = nextWindow(context);
    await page.getByRole("button", { name: "Renew now" }).click();
    await type(await opened, "Enter your passcode", persona.card.passcode);
    await page.getByText("RENEWAL_TOO_EARLY").waitFor();
    await page.getByText(/The card can be renewed from \d{4}-/).waitFor();
    await context.close();
  });
});
