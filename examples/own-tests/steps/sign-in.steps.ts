import assert from "node:assert/strict";
import * as cucumber from "@cucumber/cucumber";
import { chromium, type Browser, type Page } from "@playwright/test";
import {
  type CardProfileName,
  chooseSmartcard,
  type DesktopWorld,
  type PersonaName,
  useDesktop,
} from "cis2-testkit/cucumber";
import { startSystem } from "../system.ts";

const { After, AfterAll, BeforeAll, Given, setDefaultTimeout, Then, When } = cucumber;

setDefaultTimeout(20_000);

type World = DesktopWorld & { userId: string; page: Page };

const desktop = useDesktop(cucumber);
let system: Awaited<ReturnType<typeof startSystem>>;
let browser: Browser;

BeforeAll(async () => {
  system = await startSystem(desktop());
  const { CHROMIUM: executablePath } = process.env;
  browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
});

AfterAll(async () => {
  await browser.close();
  await system.close();
});

After(async function (this: World) {
  await this.page.context().close();
});

Given(
  "the person {string} puts a {string} card into the reader",
  async function (this: World, persona: PersonaName, profile: CardProfileName) {
    const { user } = await this.desktop.insert(profile, persona);
    this.userId = user.userId;
  },
);

When("the person opens the system and enters the passcode", async function (this: World) {
  this.page = await browser.newPage();
  await this.page.goto(`${system.origin}/sign-in`);
  await chooseSmartcard(this.page);
  await this.desktop.enterPasscode();
});

When("the person chooses the role {string}", async function (this: World, role: string) {
  await this.page.getByRole("button", { name: role }).click();
});

Then("the system shows who they are", async function (this: World) {
  await this.page.getByText(this.userId).waitFor();
});

Then("CIS2 says {string}", async function (this: World, text: string) {
  const alert = this.page.getByRole("alert").filter({ hasText: text });
  await alert.waitFor();
  assert.equal(new URL(this.page.url()).origin, new URL(this.desktop.issuer).origin);
});
