import { expect, test as base } from "@playwright/test";
import { chooseSmartcard } from "../../src/fixtures/choose-smartcard.ts";
import { pageStyleSheet } from "../../src/foundation/page-style/style-sheet.ts";
import { startTestServer } from "../../src/foundation/testing/test-server.ts";
import { count } from "./count.ts";

/**
 * The same sites and pages as with the fixture, which sign nobody in: a system, the two pages of a sign-in at another site, and the
 * system again, with the style sheet that the system of the other side has.
 */
const plainPages = (system: string, signIn: string): Readonly<Record<string, string | { readonly to: string }>> => ({
  "/sign-in": { to: `${signIn}/choose` },
  "/choose": `<!doctype html><title>Sign in</title><h1>Sign in</h1><form method="post" action="/continue">
<label><input type="radio" name="authenticator">Smartcard</label><button>Continue</button></form>`,
  "/continue": { to: `${signIn}/card` },
  "/card": `<!doctype html><title>Sign in</title><h1>Sign in with your smartcard</h1>
<script>location.replace("${system}/callback");</script>`,
  "/callback": { to: `${system}/` },
  "/": `<!doctype html><title>System</title><link rel="stylesheet" href="/page.css"><h1>Signed in as a test</h1>`,
});

const test = base.extend<object, { system: string }>({
  system: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from it
    async ({}, use) => {
      const styleSheet = Buffer.from(pageStyleSheet());
      const server = await startTestServer((request, response) => {
        const page = pages[request.url ?? ""];
        if (request.url === "/page.css") response.setHeader("content-type", "text/css").end(styleSheet);
        else if (typeof page === "object") response.writeHead(303, { location: page.to }).end();
        else response.setHeader("content-type", "text/html").end(page);
      });
      const system = `http://localhost:${server.port}`;
      const pages = plainPages(system, server.origin);
      await use(system);
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
