import { expect, test as base } from "@playwright/test";
import { chooseSmartcard } from "../../src/fixtures/choose-smartcard.ts";
import { startTestServer } from "../../src/foundation/testing/test-server.ts";
import { count } from "./count.ts";

const choice = `<!doctype html><title>Sign in</title><h1>Sign in</h1><form method="post" action="/continue">
<label><input type="radio" name="authenticator">Smartcard</label><button>Continue</button></form>`;
const signedIn = "<!doctype html><title>System</title><h1>Signed in as a test</h1>";

const test = base.extend<object, { system: string }>({
  system: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from it
    async ({}, use) => {
      const server = await startTestServer((request, response) => {
        if (request.url === "/continue") response.writeHead(303, { location: "/signed-in" }).end();
        else response.setHeader("content-type", "text/html").end(request.url === "/sign-in" ? choice : signedIn);
      });
      await use(server.origin);
      await server[Symbol.asyncDispose]();
    },
    { scope: "worker" },
  ],
});

for (let number = 1; number <= count; number++) {
  test(`plain pages ${number}`, async ({ page, system }) => {
    await page.goto(`${system}/sign-in`);
    await chooseSmartcard(page);
    await expect(page.getByRole("heading", { name: /^Signed in as/ })).toBeVisible();
  });
}
