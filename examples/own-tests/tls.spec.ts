import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test as base } from "cis2-testkit/playwright";
import { openCardBrowser, typePasscode } from "./card-browser.ts";
import { startTlsSystem } from "./tls-system.ts";

const test = base.extend<{ system: string }>({
  system: async ({ desktop }, use) => {
    const system = await startTlsSystem(desktop);
    await use(system.origin);
    system.close();
  },
  context: async ({ desktop, system }, use) => {
    const home = await mkdtemp(join(tmpdir(), "card-browser-"));
    const context = await openCardBrowser(home, await desktop.pcscEnvironment(), system);
    await use(context);
    await context.close();
    await rm(home, { recursive: true });
  },
});

for (const profile of ["piv", "series8"] as const) {
  test(`a nurse signs in to an HTTPS server with her ${profile} card`, async ({ desktop, page, system }) => {
    const { user, card } = await desktop.insert(profile, "one-role");
    const arrived = page.goto(system);
    await typePasscode(card.passcode);
    await arrived;
    await expect(page.getByRole("heading", { name: `Signed in as ${user.userId}` })).toBeVisible();
  });
}

test("nobody gets in without a card", async ({ page, system }) => {
  const response = await page.goto(system);
  expect(response?.status()).toBe(401);
});
