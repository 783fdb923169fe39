import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { BrowserContext, Page } from "playwright-core";
import { exampleRelyingParty, StrictRelyingParty } from "../../src/harness/index.ts";
import { cardProfiles } from "../../src/virtual-card/index.ts";
import { axeViolations } from "../../src/foundation/testing/axe.ts";
import { skipWithoutBrowser } from "../../src/foundation/testing/browser.ts";
import { consoleProblems } from "../../src/foundation/testing/console-problems.ts";
import { startTestServer, type TestServer } from "../../src/foundation/testing/test-server.ts";
import { DesktopWithBrowser } from "./desktop-with-browser.ts";
import { recordTraffic } from "./traffic.ts";
import { closeAll } from "../../src/foundation/testing/close-all.ts";

/** One persona per card type: a user has one active card. */
const holders = ["one-role", "two-roles", "five-roles", "six-roles", "twenty-roles", "no-role"] as const;
const timeoutMs = 10_000;

describe("a sign-in with a browser", { skip: skipWithoutBrowser() }, () => {
  /** The relying party's page to which the browser comes back. */
  let relyingPartySite: TestServer;
  let callback: string;
  let desktop: DesktopWithBrowser;
  before(async () => {
    relyingPartySite = await startTestServer((_request, response) => response.end("signed in"));
    callback = `${relyingPartySite.origin}/callback`;
    desktop = await DesktopWithBrowser.start({
      relyingParties: [{ ...exampleRelyingParty, redirectUris: [callback] }],
      hosts: { "evil.test": "127.0.0.1" },
    });
  });
  after(() =>
    closeAll(
      () => desktop.close(),
      () => relyingPartySite[Symbol.asyncDispose](),
    ),
  );

  /** The page of CIS2 on which Smartcard is chosen, before Continue. */
  const atSmartcard = async (context: BrowserContext) => {
    const { clientId, clientSecret } = exampleRelyingParty;
    const relyingParty = await StrictRelyingParty.discover({
      issuer: desktop.embedded.cis2.networks.internet.issuer,
      clientId,
      redirectUri: callback,
      authentication: { method: "client_secret_post", secret: clientSecret },
      scope: "openid",
      prompt: "login",
    });
    const pending = await relyingParty.begin();
    context.setDefaultTimeout(timeoutMs);
    const page = await context.newPage();
    const traffic = recordTraffic(page);
    await page.goto(pending.authorizationUrl.href);
    await page.getByLabel("Smartcard").check();
    return { page, pending, traffic };
  };

  /** The page of CIS2 once Smartcard was chosen, and the passcode window that opens for it. */
  const begin = async (context: BrowserContext) => {
    const { page, pending, traffic } = await atSmartcard(context);
    const window = desktop.nextWindow(context);
    await page.getByRole("button", { name: "Continue" }).click();
    return { page, pending, traffic, window: await window };
  };

  const type = async (window: Page, passcode: string) => {
    await window.getByLabel("Enter your passcode").fill(passcode);
    await window.getByRole("button", { name: "OK" }).click();
  };

  for (const [index, { name }] of cardProfiles.entries()) {
    it(`ends at the relying party with the card "${name}", a wrong passcode first; no page of CIS2 sees it`, async () => {
      const { persona } = await desktop.insert(name, holders[index]);
      const { user, card } = persona;
      const context = await desktop.browser.newContext();
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
      const sent = lines
        .flatMap((line) => /^> \w+ (\S+)/.exec(line)?.[1] ?? [])
        .map((url) => new URL(url).pathname)
        .filter((path) => path !== "/assets/icon.svg");
      const assets = new Set(sent.flatMap((path) => /^\/assets\/(.*)/.exec(path)?.[1] ?? []));
      assert.deepEqual([...assets].sort(), ["local-service.js", "page.css", "smartcard.js"]);
      const next = sent[sent.findIndex((path) => path.endsWith("/assertion")) + 1] ?? "";
      assert.match(next, /\/authorize\//, "there is no page in between");
      await context.close();
    });
  }

  it("can be cancelled in the passcode window, and tried again from the page", async () => {
    const { card } = (await desktop.insert("piv")).persona;
    const context = await desktop.browser.newContext();
    const { page, window } = await begin(context);
    await window.getByRole("button", { name: "Cancel" }).click();
    await window.getByRole("heading", { name: "You have cancelled" }).waitFor();
    await window.getByText("Go back to the tab or window that you came from.").waitFor();
    await page.getByRole("alert").getByText("You did not enter your passcode.").waitFor();
    const again = desktop.nextWindow(context);
    await page.getByRole("button", { name: "Try again" }).click();
    await type(await again, card.passcode);
    await page.waitForURL((url) => url.href.startsWith(callback));
    await context.close();
  });

  it("says that the window has opened only once it has, and opens it again", async () => {
    const { card } = (await desktop.insert("piv")).persona;
    const context = await desktop.browser.newContext();
    const { page } = await atSmartcard(context);
    const shown = desktop.nextWindowUrl();
    await page.getByRole("button", { name: "Continue" }).click();
    const address = await shown;
    await page.getByText("It asks for your passcode.").waitFor();
    assert.equal(await page.getByText("in the window that has opened").isVisible(), false);
    const window = await context.newPage();
    await window.goto(address);
    await page.getByText("Enter your passcode in the window that has opened. Then come back to this page.").waitFor();
    await window.close();
    const again = desktop.nextWindow(context);
    await page.getByRole("button", { name: "Open it again" }).click();
    await type(await again, card.passcode);
    await page.waitForURL((url) => url.href.startsWith(callback));
    await context.close();
  });

  it("sees a card that is put in late or taken out at once, with nothing to click, and no error of a script", async () => {
    desktop.eject();
    const context = await desktop.browser.newContext();
    const errors = consoleProblems(context);
    const { page } = await atSmartcard(context);
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("alert").getByText("There is no smartcard in the reader.").waitFor();
    assert.equal(await page.getByRole("button", { name: "Try again" }).isVisible(), false);
    const first = desktop.nextWindow(context);
    await desktop.insert("piv");
    const window = await first;
    await window.getByLabel("Enter your passcode").fill("12");
    desktop.eject();
    await window.getByText("Your smartcard was taken out.").waitFor();
    assert.match(await window.title(), /^Error: /);
    assert.deepEqual(await axeViolations(window), []);
    await page.getByRole("alert").getByText("Your smartcard was taken out.").waitFor();
    assert.deepEqual(await axeViolations(page), []);
    const second = desktop.nextWindow(context);
    const { card } = (await desktop.insert("piv")).persona;
    await type(await second, card.passcode);
    await page.waitForURL((url) => url.href.startsWith(callback));
    assert.deepEqual(errors, []);
    await context.close();
  });

  it("shows a passcode window that works with the keyboard alone and that axe finds nothing wrong with", async () => {
    const { card } = (await desktop.insert("piv")).persona;
    const context = await desktop.browser.newContext();
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
    const { card } = (await desktop.insert("piv")).persona;
    const context = await desktop.browser.newContext();
    for (let application = 0; application < 2; application++) {
      const { page, window } = await begin(context);
      await type(window, card.passcode);
      await page.waitForURL((url) => url.href.startsWith(callback));
      desktop.eject();
      await desktop.insert("piv");
    }
    assert.deepEqual(desktop.unexpectedWindows, []);
    await context.close();
  });

  it("gives nothing to a page of a foreign origin", async () => {
    await desktop.insert("piv");
    const evil = "<p>evil";
    await using site = await startTestServer((_, response) =>
      response.setHeader("content-type", "text/html").end(evil),
    );
    const context = await desktop.browser.newContext();
    const page = await context.newPage();
    await page.goto(`http://evil.test:${site.port}/`);
    const attempts = [
      [`http://localhost:${desktop.service.portServicePort}/PRS/GetPortNumber`, {}],
      [`http://localhost:${desktop.service.userServicePort}/signalr/negotiate`, { credentials: "include" }],
      [
        `http://localhost:${desktop.service.userServicePort}/authentication/authenticate`,
        { method: "POST", headers: { "content-type": "application/json" }, body: "{}" },
      ],
      [`http://localhost:${desktop.service.userServicePort}/passcode/assets/window.css`, {}],
    ] as const;
    for (const [url, init] of attempts) {
      const outcome = await page.evaluate(
        `fetch(${JSON.stringify(url)}, ${JSON.stringify(init)}).then((r) => r.text(), (error) => error.name)`,
      );
      assert.equal(outcome, "TypeError", url);
    }
    const rebound = await page.goto(`http://evil.test:${desktop.service.userServicePort}/passcode/assets/window.css`);
    assert.equal(rebound?.status(), 421);
    assert.deepEqual(desktop.unexpectedWindows, []);
    await context.close();
  });
});
