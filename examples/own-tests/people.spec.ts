import { AdjustableClock } from "cis2-testkit";
import { chooseSmartcard, expect, test as base } from "cis2-testkit/playwright";
import { startSystem } from "./system.ts";

const clock = new AdjustableClock();
const dayMs = 24 * 60 * 60 * 1000;

const test = base.extend<{ system: string }>({
  system: async ({ cis2 }, use) => {
    const system = await startSystem(cis2);
    await use(system.origin);
    await system.close();
  },
  baseURL: ({ system }, use) => use(system),
});
test.use({ cis2Options: { clock } });

test("a person with three roles and another name", async ({ page, desktop }) => {
  const { user, roles } = await desktop.insert("piv", "twenty-roles");
  const { directory } = desktop.embedded.cis2;
  await directory.put({ ...user, givenName: "Sam", familyName: "Okonkwo" }, roles.slice(0, 3));

  await page.goto("/sign-in");
  await chooseSmartcard(page);
  await desktop.enterPasscode();
  await expect(page.getByRole("button", { name: "Role" })).toHaveCount(3);
  await page.getByRole("button", { name: "Role" }).nth(2).click();
  await expect(page.getByRole("heading", { name: /^Signed in as Okonkwo Sam/ })).toBeVisible();
});

test("a wrong nonce gets nobody in", async ({ page, desktop }) => {
  await desktop.embedded.cis2.faults.set({ fault: "wrong-nonce" });
  await desktop.insert("series8", "one-role");

  await page.goto("/sign-in");
  await chooseSmartcard(page);
  await desktop.enterPasscode();
  await expect(page.getByRole("heading", { name: "You are not signed in" })).toBeVisible();
});

test("a card whose certificate expires in 30 days is refused after 31", async ({ page, desktop }) => {
  await desktop.insert("piv", "expiring-certificate");
  clock.advance(31 * dayMs);

  await page.goto("/sign-in");
  await chooseSmartcard(page);
  await desktop.enterPasscode();
  await expect(page.getByRole("alert")).toContainText("Your smartcard's certificate ran out");
});

test("a person unlocks a card with the security code that was sent", async ({ page, desktop }) => {
  await desktop.insert("piv", "locked-card");

  await page.goto(new URL("/card-services/unlock", desktop.issuer).href);
  await page.getByRole("button", { name: "Send me a security code" }).click();
  await expect(page.getByText("A security code was sent to")).toBeVisible();
  await page.getByLabel("Security code").fill((await desktop.securityCode()) ?? "");
  await page.getByRole("button", { name: "Confirm" }).click();
  await desktop.enterPasscode("246813"); // The new passcode, which the window asks for twice.
  await desktop.enterPasscode("246813");
  await expect(page.getByText("Your smartcard has been unlocked")).toBeVisible();
});
