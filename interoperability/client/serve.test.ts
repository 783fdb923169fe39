import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { ControlClient } from "../../src/control-api/index.ts";
import { loadPersonas, personaNamed } from "../../src/fake-cis2/index.ts";
import { axeViolations } from "../../src/foundation/testing/axe.ts";
import { skipWithoutBrowser, startBrowser } from "../../src/foundation/testing/browser.ts";
import { consoleProblems } from "../../src/foundation/testing/console-problems.ts";
import { startCommand, type RunningCommand } from "./command-line.ts";
import { closeAll } from "../../src/foundation/testing/close-all.ts";

const freePorts = ["--internet-port", "0", "--hscn-port", "0", "--demo-port", "0", "--port-service-port", "0"];
const persona = (name: string) => personaNamed(loadPersonas(), name);

describe("what serve embeds, in a browser", { skip: skipWithoutBrowser() }, () => {
  let browser: Browser;
  let serve: RunningCommand;
  let ready: Record<string, string>;
  let consoleErrors: string[] = [];
  before(async () => {
    browser = await startBrowser();
    serve = startCommand({ environment: {} }, ["serve", ...freePorts, "--control-port", "0", "--no-open", "--json"]);
    ready = (await serve.next({})) as Record<string, string>;
  });
  after(() =>
    closeAll(
      () => browser.close(),
      () => serve.stop(),
    ),
  );

  const newPage = async (): Promise<[BrowserContext, Page]> => {
    const context = await browser.newContext();
    context.setDefaultTimeout(10_000);
    consoleErrors = consoleProblems(context);
    const page = await context.newPage();
    await page.goto(ready["demo"] ?? "");
    return [context, page];
  };

  const findsNothingWrong = async (page: Page) => {
    assert.deepEqual(await axeViolations(page), [], page.url());
    assert.deepEqual(consoleErrors, [], page.url());
  };

  /** From the demo's first page to CIS2, and the passcode typed into the window. */
  const signIn = async (context: BrowserContext, page: Page) => {
    const passcode = await page.locator("#passcode").textContent();
    await page.getByRole("button", { name: "Sign in with a smartcard" }).click();
    await page.getByLabel("Smartcard").check();
    await page.getByRole("button", { name: "Continue" }).click();
    const { passcodeWindow } = await serve.next({});
    const window = await context.newPage();
    await window.goto(String(passcodeWindow));
    await window.getByLabel("Enter your passcode").fill(passcode ?? "");
    await window.getByRole("button", { name: "OK" }).click();
    await window.getByRole("heading", { name: "Your smartcard has been read" }).waitFor();
  };

  it("signs the person of the embedded card in to the demo, and out again", async () => {
    const [context, page] = await newPage();
    await findsNothingWrong(page);
    await signIn(context, page);
    const { user, roles } = persona("one-role");
    await page.getByRole("heading", { name: /^Signed in as .*/ }).waitFor();
    const text = await page.locator("main").innerText();
    for (const shown of [
      user.familyName,
      user.userId,
      roles[0]?.roleName ?? "no role",
      roles[0]?.organisationCode ?? "",
    ])
      assert.ok(text.includes(shown), `${shown} is not in: ${text}`);
    await findsNothingWrong(page);
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("heading", { name: "Do you want to sign out?" }).waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByText("You are not signed in").waitFor();
    await page.reload();
    assert.ok((await page.locator("main").innerText()).includes("You are not signed in"));
    await context.close();
  });

  it("puts another card in from the demo's page, and shows a role that was chosen among several", async () => {
    const [context, page] = await newPage();
    await page.getByLabel("Whose").selectOption("two-roles");
    await page.getByLabel("Kind").selectOption("series8");
    await page.getByRole("button", { name: "Put it into the reader" }).click();
    await page.getByText("smartcard (series 8)").waitFor();
    await signIn(context, page);
    const { roles } = persona("two-roles");
    await page.locator(`#nhsRoleId_${roles[1]?.roleId ?? ""}`).click();
    await page.getByRole("heading", { name: /^Signed in as / }).waitFor();
    assert.ok((await page.locator("main").innerText()).includes(roles[1]?.organisationCode ?? "no role"));
    await context.close();
  });

  it("says why a sign-in did not come about: the reader is empty", async () => {
    const control = new ControlClient(ready["controlApi"] ?? "");
    await control.ejectCard("Reader 1");
    const [context, page] = await newPage();
    await page.getByText("No smartcard is in the reader").waitFor();
    await page.getByRole("button", { name: "Sign in with a smartcard" }).click();
    await page.getByLabel("Smartcard").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("alert").getByText("There is no smartcard in the reader.").waitFor();
    await page.getByRole("button", { name: "Cancel sign-in" }).click();
    await page.getByRole("heading", { name: "You cancelled the sign-in" }).waitFor();
    await page.getByRole("button", { name: "Sign in again" }).waitFor();
    await findsNothingWrong(page);
    await context.close();
  });
});
