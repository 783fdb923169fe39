import { chooseSmartcard, expect, test as base } from "../../src/fixtures/playwright.ts";
import { DemoRelyingParty } from "../../src/harness/index.ts";
import { count } from "./count.ts";

const test = base.extend<object, { system: string }>({
  system: [
    async ({ cis2 }, use) => {
      const system = await DemoRelyingParty.listen();
      await cis2.register(system.registration);
      system.serve({ issuer: cis2.issuer });
      await use(system.origin);
      await system.close();
    },
    { scope: "worker" },
  ],
});

for (let number = 1; number <= count; number++) {
  test(`sign-in ${number}`, async ({ page, desktop, system }) => {
    await desktop.insert("piv", "one-role");
    await page.goto(`${system}/sign-in`);
    await chooseSmartcard(page);
    await desktop.enterPasscode();
    await expect(page.getByRole("heading", { name: /^Signed in as/ })).toBeVisible();
  });
}
