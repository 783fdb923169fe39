import { chooseSmartcard, expect, test as base } from "cis2-testkit/playwright";
import { startSystem } from "./system.ts";

const test = base.extend<object, { system: string }>({
  system: [
    async ({ cis2 }, use) => {
      const system = await startSystem(cis2);
      await use(system.origin);
      await system.close();
    },
    { scope: "worker" },
  ],
  baseURL: ({ system }, use) => use(system),
});

test("a nurse signs in with her smartcard", async ({ page, desktop }) => {
  await page.goto("/sign-in");

  const { user } = await desktop.insert("series8", "one-role");
  await chooseSmartcard(page);
  await desktop.enterPasscode();

  await expect(page.getByRole("heading", { name: /^Signed in as/ })).toBeVisible();
  await expect(page.getByText(user.userId)).toBeVisible();
});

test("a nurse who mistypes her passcode can try again", async ({ page, desktop }) => {
  await page.goto("/sign-in");
  await desktop.insert("piv", "one-role");
  await chooseSmartcard(page);
  await expect(desktop.enterPasscode("000000")).rejects.toMatchObject({ code: "PASSCODE_REFUSED", triesLeft: 2 });
  await desktop.enterPasscode();
  await expect(page.getByRole("heading", { name: /^Signed in as/ })).toBeVisible();
});

test("the page says that there is no card", async ({ page, desktop }) => {
  await page.goto("/sign-in");
  desktop.eject();
  await chooseSmartcard(page);
  await expect(page.getByRole("alert")).toContainText("There is no smartcard in the reader");
});
