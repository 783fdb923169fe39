import assert from "node:assert/strict";
import { after, before, beforeEach, afterEach, describe, it } from "node:test";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { axeViolations } from "../../foundation/testing/axe.ts";
import { skipWithoutBrowser, startBrowser } from "../../foundation/testing/browser.ts";
import { consoleProblems } from "../../foundation/testing/console-problems.ts";
import { listen, type Listener } from "../../foundation/listener.ts";
import { authorizationUrl, relyingParty, startTestCis2, type TestCis2 } from "../testing/harness.ts";
import { answerChallenge } from "../testing/test-card.ts";
import { closeAll } from "../../foundation/testing/close-all.ts";

const viewports = { desktop: { width: 1280, height: 900 }, mobile: { width: 320, height: 640 } };

describe("pages in a browser", { skip: skipWithoutBrowser() }, () => {
  let test: TestCis2;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let problems: string[];
  let callback: Listener;
  let redirectUri: string;

  before(async () => {
    const headless = {
      authenticate: async ({ persona, challenge, origin }: { persona: string; challenge: string; origin: string }) =>
        answerChallenge(await test.cardOf(persona), { challenge, origin }),
    };
    // Ports nothing listens on: there is no smartcard software here.
    callback = await listen({ port: 0 });
    callback.serve((_, response) => response.end("<!DOCTYPE html><title>Back</title>"));
    redirectUri = `${callback.origin}/callback`;
    const relyingParties = [{ ...relyingParty, redirectUris: [redirectUri] }];
    test = await startTestCis2({ headless, relyingParties, localServicePorts: () => [65_000] });
    browser = await startBrowser();
  });
  after(() =>
    closeAll(
      () => browser.close(),
      () => test[Symbol.asyncDispose](),
      () => callback.close(),
    ),
  );
  beforeEach(() => open());
  afterEach(async () => {
    assert.deepEqual(problems, []);
    await context.close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<void> {
    context = await browser.newContext({ viewport: viewports.desktop, ...options });
    problems = consoleProblems(context);
    page = await context.newPage();
    page.on("request", (request) => {
      const { hostname } = new URL(request.url());
      if (!["127.0.0.1", "localhost"].includes(hostname)) problems.push(`asked ${request.url()}`);
    });
    page.setDefaultTimeout(5000);
  }

  const start = (parameters: Record<string, string> = { scope: "openid selectedrole" }) =>
    page.goto(authorizationUrl(test.cis2.networks.internet.issuer, { redirect_uri: redirectUri, ...parameters }));

  async function startAs(persona: string, parameters?: Record<string, string>): Promise<void> {
    await test.cis2.nextSignIns.queue({ persona, lasting: false });
    await start(parameters);
  }

  /** Clean by axe, and no wider than the window, on a desktop and on a phone. */
  async function assertAccessible(): Promise<void> {
    for (const viewport of [viewports.mobile, viewports.desktop]) {
      await page.setViewportSize(viewport);
      assert.deepEqual(await axeViolations(page), []);
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      assert.ok(width <= viewport.width, `${width} pixels wide`);
    }
  }

  for (const path of ["", "/unlock", "/renew", "/change-passcode"]) {
    it(`shows an accessible /card-services${path}`, async () => {
      const answer = await page.goto(`${test.origin}/card-services${path}`);
      assert.equal(answer?.status(), 200);
      await assertAccessible();
    });
  }

  const assertBack = async (has: string) => {
    await page.waitForURL(`${redirectUri}**`);
    assert.ok(new URL(page.url()).searchParams.has(has), page.url());
  };

  it("offers the smartcard, and says so when nothing is chosen", async () => {
    await start();
    await page.getByRole("heading", { level: 1, name: "How do you want to sign in?" }).waitFor();
    await assertAccessible();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("link", { name: "Select how to sign in" }).waitFor();
    assert.match(await page.title(), /^Error: /);
    assert.equal(await page.evaluate("document.activeElement.className"), "nhsuk-error-summary");
    await assertAccessible();
    await page.getByLabel("Smartcard").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("heading", { name: "Sign in with your smartcard" }).waitFor();
  });

  it("lists people to sign in without a card, found by a search, and takes two clicks to a role", async () => {
    await test.cis2.withoutCard.turn(true);
    await start({ scope: "openid selectedrole", acr_values: "AAL2_OR_AAL3_ANY" });
    assert.equal(await page.getByRole("radio").count(), 7);
    await assertAccessible();
    await page.getByLabel("Passkey").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("link", { name: "Select the person who signs in" }).waitFor();
    assert.ok(await page.getByLabel("Passkey").isChecked());
    await assertAccessible();
    await page.getByLabel("Search people").fill("555000000003");
    await page.getByText(/^1 of \d+ people$/).waitFor();
    await page.getByRole("button", { name: "555000000003" }).click();
    await page.getByRole("heading", { name: "Select your role" }).waitFor();
    await page.locator("button.tk-role").first().click();
    await assertBack("code");
    await test.cis2.withoutCard.turn(false);
  });

  it("says what to do when there is no smartcard software, and can be cancelled", async () => {
    await start();
    await page.getByLabel("Smartcard").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("alert").getByText("The smartcard software on this computer does not answer.").waitFor();
    assert.match(await page.title(), /^Error: Sign in with your smartcard/);
    assert.equal(await page.getByText("LOCAL_SERVICE_UNREACHABLE").isVisible(), false);
    await page.getByText("Details for your IT support").click();
    assert.ok(await page.getByText("LOCAL_SERVICE_UNREACHABLE").isVisible());
    assert.equal(await page.getByText("reference").isVisible(), false);
    assert.ok(await page.getByRole("button", { name: "Try again" }).isVisible());
    await assertAccessible();
    await page.getByRole("button", { name: "Cancel sign-in" }).click();
    await assertBack("error");
  });

  it("has a page for a user without roles", async () => {
    await startAs("no-role");
    await page.getByText("You have no roles.").waitFor();
    await assertAccessible();
    await page.getByRole("button", { name: "Continue to Test Records" }).click();
    await assertBack("code");
  });

  it("shows no role page for one role", async () => {
    await startAs("one-role");
    await assertBack("code");
  });

  for (const [persona, count] of [
    ["two-roles", 2],
    ["five-roles", 5],
    ["six-roles", 6],
    ["twenty-roles", 20],
  ] as const) {
    it(`lists ${count} roles, ${count > 5 ? "with" : "without"} a search box`, async () => {
      await startAs(persona);
      const roles = page.locator("#roles").getByRole("button");
      assert.equal(await roles.count(), count);
      assert.equal(await page.getByRole("searchbox").count(), count > 5 ? 1 : 0);
      await assertAccessible();
      await roles.last().click();
      await assertBack("code");
    });
  }

  it("filters the list of roles while one types, by role, organisation and code", async () => {
    await startAs("twenty-roles");
    const roles = page.locator("#roles").getByRole("button");
    const search = page.getByRole("searchbox");
    for (const [words, expected] of [
      ["nurse", 4],
      ["PHARMACY", 3],
      ["zz103", 3],
      ["receptionist children", 1],
      ["astronaut", 0],
      ["", 20],
    ] as const) {
      await search.fill(words);
      assert.equal(await roles.filter({ visible: true }).count(), expected, words);
      assert.equal(await page.locator("#role-count").textContent(), `${expected} of 20 roles`);
      const none = page.getByRole("status").getByText(`No role matches “${words}”`);
      assert.equal(await none.isVisible(), expected === 0, words);
    }
    await assertAccessible();
    // A search that found nothing, then another: the count is of all roles, and the old query is not named any more.
    await search.fill("astronaut");
    await page.keyboard.press("Enter");
    await page.waitForURL("**search=astronaut");
    assert.equal(await page.locator("#role-count").textContent(), "0 of 20 roles");
    await search.fill("nurse");
    assert.equal(await roles.filter({ visible: true }).count(), 4);
    assert.equal(await page.getByText("astronaut").isVisible(), false);
    await search.fill("");
    const names = await Promise.all((await roles.all()).map((role) => role.innerText()));
    assert.equal(new Set(names).size, 20);
  });

  it("can be gone through with the keyboard alone", async () => {
    await startAs("six-roles");
    const focused = () => page.evaluate<string>("document.activeElement.id");
    const tabTo = async (id: string) => {
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press("Tab");
        if ((await focused()) === id) return;
      }
      assert.fail(`${id} cannot be reached with the Tab key`);
    };
    await tabTo("role-search");
    await page.keyboard.type("pharmacy");
    await tabTo("nhsRoleId_555010050002");
    await page.keyboard.press("Enter");
    await assertBack("code");
  });

  it("chooses the authenticator with the keyboard alone, and skips to the content", async () => {
    await start();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement.textContent.trim()"), "Skip to main content");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Sign in with your smartcard" }).waitFor();
  });

  it("shows the 90-day notice before it goes on", async () => {
    const began = test.clock.now();
    test.clock.advance(-(3 * 365 - 30) * 86_400_000);
    const card = await test.cardOf("one-role");
    test.clock.set(began);
    const headless = test.cardOf.bind(test);
    test.cardOf = () => Promise.resolve(card);
    await startAs("one-role", { scope: "openid" });
    test.cardOf = headless;
    await page.getByText(/Your smartcard certificates expire on \d+ \w+ 2026/).waitFor();
    await page.getByRole("link", { name: "Renew your smartcard" }).waitFor();
    await assertAccessible();
    await page.getByRole("button", { name: "Continue to Test Records" }).click();
    await assertBack("code");
  });

  it("says what went wrong and what to do next, with the code and a reference folded away", async () => {
    await startAs("unknown-user");
    await page.getByText("You are not registered with CIS2.").waitFor();
    await page.getByText("Contact your Registration Authority.").waitFor();
    assert.equal(await page.evaluate("document.activeElement.className"), "nhsuk-error-summary");
    await assertAccessible();
    await page.getByText("Details for your IT support").click();
    await page.getByText("USER_UNKNOWN").waitFor();
    await assertAccessible();
    const unknown = authorizationUrl(test.cis2.networks.internet.issuer, { client_id: "wrong" });
    for (const address of [...["/", "/nowhere", "/sign-in/made-up"].map((path) => test.origin + path), unknown]) {
      await page.goto(address);
      await assertAccessible();
    }
  });

  it("signs out, after asking", async () => {
    await startAs("one-role", { scope: "openid" });
    await assertBack("code");
    await page.goto(`${test.cis2.networks.internet.issuer}/connect/endSession`);
    await page.getByRole("heading", { name: "Do you want to sign out?" }).waitFor();
    await assertAccessible();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "You have signed out" }).waitFor();
    await assertAccessible();
  });

  it("works without JavaScript, but for the smartcard itself", async () => {
    await context.close();
    await open({ javaScriptEnabled: false });
    await startAs("twenty-roles");
    await page.getByRole("searchbox").fill("nurse");
    await page.getByRole("button", { name: "Search" }).click();
    const roles = page.locator("#roles").getByRole("button");
    assert.equal(await roles.count(), 4);
    await page.getByRole("searchbox").fill("astronaut");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: "show all roles" }).click();
    assert.equal(await roles.count(), 20);
    await roles.first().click();
    await assertBack("code");
    await start({ scope: "openid", prompt: "login" });
    await page.getByLabel("Smartcard").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("This page needs JavaScript").waitFor();
  });
});
