// Takes the pictures of the sign-in pages that docs/fake-cis2.md shows. Run: npm run screenshots
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startBrowser } from "../../src/foundation/testing/browser.ts";
import { authorizationUrl, startTestCis2, type TestCis2 } from "../../src/fake-cis2/testing/harness.ts";
import { answerChallenge } from "../../src/fake-cis2/testing/test-card.ts";

const folder = fileURLToPath(new URL("../../docs/images/", import.meta.url));
await mkdir(folder, { recursive: true });

const headless = {
  authenticate: async ({ persona, challenge, origin }: { persona: string; challenge: string; origin: string }) =>
    answerChallenge(await test.cardOf(persona), { challenge, origin }),
};
// A port nothing listens on: the smartcard page then shows what to do.
const test: TestCis2 = await startTestCis2({ headless, localServicePorts: () => [65_000] });
const browser = await startBrowser();

async function picture(name: string, persona: string | undefined, choose = false): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  const page = await context.newPage();
  if (persona) await test.cis2.nextSignIns.queue({ persona, lasting: false });
  await page.goto(authorizationUrl(test.cis2.networks.internet.issuer, { scope: "openid selectedrole" }));
  if (choose) {
    await page.getByLabel("Smartcard").check();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("alert").waitFor();
  }
  await page.screenshot({ path: `${folder}${name}.png`, fullPage: true });
  await context.close();
}

await picture("authenticator", undefined);
await picture("smartcard", undefined, true);
await picture("role-list", "five-roles");
await picture("role-search", "six-roles");
await picture("no-role", "no-role");
await picture("error", "unknown-user");
await browser.close();
await test.cis2.close();
