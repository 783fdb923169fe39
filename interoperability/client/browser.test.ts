import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { startLocalService, type LocalService } from "../../src/client/index.ts";
import {
  exampleRelyingParty,
  startEnvironment,
  TestkitRelyingParty,
  type Environment,
} from "../../src/environment/index.ts";
import { cardProfiles, InProcessReaders } from "../../src/virtual-card/index.ts";
import { axeViolations } from "../../src/foundation/testing/axe.ts";
import { skipWithoutBrowser, startBrowser } from "../../src/foundation/testing/browser.ts";
import { recordTraffic } from "./traffic.ts";

/** Nobody holds two cards, so each kind of card is somebody else's. */
const holders = ["one-role", "two-roles", "five-roles", "six-roles", "twenty-roles", "no-role"] as const;
const patience = 10_000;

describe("a sign-in with a browser", { skip: skipWithoutBrowser() }, () => {
  /** The relying party's page to which the browser comes back. */
  const relyingPartySite = createServer((_request, response) => response.end("signed in"));
  let callback: string;
  const ports: number[] = [];
  const windows: ((url: string) => void)[] = [];
  const readers = new InProcessReaders();
  let browser: Browser;
  let environment: Environment;
  let service: LocalService;
  before(async () => {
    callback = `${await listen(relyingPartySite)}/callback`;
    [browser, environment] = await Promise.all([
      startBrowser({ "evil.test": "127.0.0.1" }),
      startEnvironment({
        relyingParties: [{ ...exampleRelyingParty, redirectUris: [callback] }],
        localServicePorts: ports,
      }),
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
  after(async () => {
    await Promise.all([browser.close(), service.close(), environment.close()]);
    relyingPartySite.close();
  });

  const insert = async (profile: string, persona = "one-role") => {
    const issued = await environment.issueCard(persona, profile);
    readers.eject("Reader");
    readers.insert("Reader", issued.card);
    return issued.persona;
  };

  /** The page of CIS2 once Smartcard was chosen, and the passcode window that comes up for it. */
  const begin = async (context: BrowserContext) => {
    const { clientId, clientSecret } = exampleRelyingParty;
    const relyingParty = await TestkitRelyingParty.discover({
      issuer: environment.cis2.networks.internet.issuer,
      clientId,
      redirectUri: callback,
      authentication: { method: "client_secret_post", secret: clientSecret },
      scope: "openid",
      prompt: "login",
    });
    const pending = await relyingParty.begin();
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const traffic = recordTraffic(page);
    await page.goto(pending.authorizationUrl.href);
    await page.getByLabel("Smartcard").check();
    const openWindow = nextWindow(context);
    await page.getByRole("button", { name: "Continue" }).click();
    return { page, pending, traffic, window: await openWindow };
  };

  const nextWindow = (context: BrowserContext) =>
    new Promise<string>((resolve) => windows.push(resolve)).then(async (url) => {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    });

  const type = async (window: Page, passcode: string) => {
    await window.getByLabel("Enter your passcode").fill(passcode);
    await window.getByRole("button", { name: "OK" }).click();
  };

  for (const [index, { name }] of cardProfiles.entries()) {
    it(`ends at the relying party with the card "${name}", a wrong passcode first; no page of CIS2 sees it`, async () => {
      const { user, card } = await insert(name, holders[index]);
      const context = await browser.newContext();
      const { page, pending, traffic, window } = await begin(context);
      await type(window, "918273");
      await window.getByText("The passcode you entered is not valid").first().waitFor();
      await window.getByText(/You have \d+ tries left/).waitFor();
      await type(window, card.passcode);
      await window.getByRole("heading", { name: "Your smartcard has been read" }).waitFor();
      await page.waitForURL((url) => url.href.startsWith(callback));
      const { claims } = await pending.finish(new URL(page.url()));
      assert.equal(claims.sub, user.userId);
      const lines = await traffic.lines();
      assert.ok(
        lines.some((line) => line.includes("/assertion")),
        "the traffic was not recorded",
      );
      for (const line of lines) assert.ok(!line.includes("918273") && !line.includes(card.passcode), line);
      await context.close();
    });
  }

  it("can be cancelled in the passcode window, and tried again from the page", async () => {
    const { card } = await insert("piv");
    const context = await browser.newContext();
    const { page, window } = await begin(context);
    await window.getByRole("button", { name: "Cancel" }).click();
    await window.getByRole("heading", { name: "You have cancelled" }).waitFor();
    await page.getByText("PASSCODE_CANCELLED").waitFor();
    const again = nextWindow(context);
    await page.getByRole("button", { name: "Try again" }).click();
    await type(await again, card.passcode);
    await page.waitForURL((url) => url.href.startsWith(callback));
    await context.close();
  });

  it("shows a passcode window that works with the keyboard alone and that axe finds nothing wrong with", async () => {
    const { card } = await insert("piv");
    const context = await browser.newContext();
    const { page, window } = await begin(context);
    assert.deepEqual(await axeViolations(window), []);
    await window.keyboard.type("000000");
    await window.keyboard.press("Enter");
    await window.getByText("The passcode you entered is not valid").first().waitFor();
    assert.deepEqual(await axeViolations(window), []);
    await window.getByLabel("Enter your passcode").focus();
    await window.keyboard.type(card.passcode);
    await window.keyboard.press("Enter");
    await page.waitForURL((url) => url.href.startsWith(callback));
    await context.close();
  });

  it("asks for the passcode for each new application, and for nothing when the card is put in or taken out", async () => {
    const { card } = await insert("piv");
    const context = await browser.newContext();
    for (let application = 0; application < 2; application++) {
      const { page, window } = await begin(context);
      await type(window, card.passcode);
      await page.waitForURL((url) => url.href.startsWith(callback));
      readers.eject("Reader");
      await insert("piv");
    }
    assert.deepEqual(windows, []);
    await context.close();
  });

  it("gives nothing to a page of a foreign origin", async () => {
    await insert("piv");
    const site = createServer((_request, response) => response.setHeader("content-type", "text/html").end("<p>evil"));
    const { port } = new URL(await listen(site));
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`http://evil.test:${port}/`);
    const attempts = [
      [`http://localhost:${service.portServicePort}/PRS/GetPortNumber`, {}],
      [`http://localhost:${service.userServicePort}/signalr/negotiate`, { credentials: "include" }],
      [
        `http://localhost:${service.userServicePort}/authentication/authenticate`,
        { method: "POST", headers: { "content-type": "application/json" }, body: "{}" },
      ],
      [`http://localhost:${service.userServicePort}/passcode/assets/window.css`, {}],
    ] as const;
    for (const [url, init] of attempts) {
      const outcome = await page.evaluate(
        `fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).then((r) => r.text(), (error) => error.name)`,
      );
      assert.equal(outcome, "TypeError", url);
    }
    const rebound = await page.goto(`http://evil.test:${service.userServicePort}/passcode/assets/window.css`);
    assert.equal(rebound?.status(), 421);
    assert.deepEqual(windows, []);
    await context.close();
    site.close();
  });
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
