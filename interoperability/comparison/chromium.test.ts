import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { OAuth2Server } from "oauth2-mock-server";
import { Provider } from "oidc-provider";
import type { Browser, Page } from "playwright-core";
import {
  compare,
  type Comparison,
  comparisonReport,
  comparisonSchema,
  gatherEvidence,
} from "../../src/comparison/index.ts";
import { valuesHeld } from "../../src/comparison/sheet/write-share-sheet.ts";
import { shareSheet } from "../../src/comparison/sheet/share-sheet.ts";
import { parseSettings } from "../../src/fake-cis2/index.ts";
import { skipWithoutBrowser, startBrowser } from "../../src/foundation/testing/browser.ts";
import { TestDesktop } from "../../src/harness/index.ts";
import { closeAll } from "../../src/foundation/testing/close-all.ts";

const scope = "openid profile nationalrbacaccess selectedrole";

describe("sign-ins that Chromium recorded", { skip: skipWithoutBrowser(), timeout: 300_000 }, () => {
  let browser: Browser;
  let system: Server;
  let redirectUri: string;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "compare-"));
    browser = await startBrowser();
    system = createServer((_, response) => response.end("<!doctype html><title>The system</title>"));
    system.listen(0, "127.0.0.1");
    await once(system, "listening");
    redirectUri = `http://127.0.0.1:${(system.address() as AddressInfo).port}/callback`;
  });
  after(() =>
    closeAll(
      () => browser.close(),
      () => system.close(),
      () => rm(folder, { recursive: true }),
    ),
  );

  /** What a recording of the pages shows, beside the issuer's public documents if it is named. */
  async function recorded(name: string, act: (page: Page) => Promise<void>, issuer?: string) {
    const path = join(folder, `${name}.har`);
    const context = await browser.newContext({ recordHar: { path, content: "embed", mode: "full" } });
    context.setDefaultTimeout(30_000);
    await act(await context.newPage());
    await context.close();
    const evidence = await gatherEvidence({ har: [path], issuer });
    const comparison = await compare(evidence, parseSettings({}));
    comparisonSchema.parse(comparisonReport(comparison));
    assert.equal(await valuesHeld(shareSheet(comparison), evidence, [path]), 0);
    return { comparison, path };
  }

  const request = (authorize: string, clientId: string, more: Record<string, string> = {}) => {
    const parameters = { response_type: "code", client_id: clientId, redirect_uri: redirectUri, scope, ...more };
    return `${authorize}?${new URLSearchParams({ state: "a-state-of-the-test", nonce: "a-nonce-of-the-test", ...parameters }).toString()}`;
  };
  const names = ({ differences }: Comparison) => differences.map(({ place, name }) => `${place}: ${name}`);

  it("have no difference if they are our own, in every outcome, and show what the page asks of the client", async () => {
    const clientId = "compared";
    const party = { clientId, name: "Compared", clientSecret: "secret", redirectUris: [redirectUri] as [string] };
    const desktop = await TestDesktop.start({ relyingParties: [party], timeoutMs: 60_000 });
    try {
      const begin = async (page: Page) => {
        await page.goto(request(`${desktop.issuer}/authorize`, clientId, { prompt: "login" }));
        await page.getByLabel("Smartcard").check();
        await page.getByRole("button", { name: "Continue" }).click();
      };
      const { comparison } = await recorded("ours", async (page) => {
        // No card, then the person cancels the passcode window, mistypes the passcode, and signs in and selects a role.
        await begin(page);
        await page.getByText("There is no smartcard in the reader.").waitFor();
        const { roles } = await desktop.insert("piv", "two-roles");
        await desktop.cancelPasscode();
        await page.getByRole("button", { name: "Try again" }).click();
        await assert.rejects(desktop.enterPasscode("99999999"), { code: "PASSCODE_REFUSED" });
        await desktop.enterPasscode();
        await page.locator(`#nhsRoleId_${roles[0]?.roleId ?? ""}`).click();
        await page.waitForURL(`${redirectUri}**`);
        // The person cancels the sign-in; a card is refused.
        await begin(page);
        await desktop.cancelPasscode();
        await page.getByRole("button", { name: /Cancel/ }).click();
        await page.waitForURL(`${redirectUri}**`);
        await desktop.insert("piv", "cancelled-card");
        await begin(page);
        await desktop.enterPasscode();
        await page
          .getByText(/cancelled/i)
          .first()
          .waitFor();
      });
      assert.deepEqual(comparison.differences, []);
      const { localCalls, forms, cookies, authorizations } = comparisonReport(comparison).seen;
      const statuses = (path: string) =>
        new Set(localCalls.filter((one) => one.path === path).map(({ status }) => status));
      assert.ok(statuses("/PRS/GetPortNumber").has(200));
      assert.ok(statuses("/authentication/authenticate").has(200));
      assert.ok(statuses("/authentication/authenticate").has(409));
      assert.ok(localCalls.some(({ request }) => request.includes("challenge: Base64 of 44")));
      assert.ok(localCalls.some(({ response }) => response.includes("portData.portNumber: number")));
      assert.ok(forms.some(({ fields }) => fields.includes("roleId: submit")));
      assert.ok(cookies.some(({ name, httpOnly }) => name === "cis2_session" && httpOnly));
      assert.deepEqual(
        new Set(authorizations.map(({ response }) => response?.includes("code") === true)),
        new Set([true, false]),
      );
      const outcome = (id: string) => comparison.assumptions.find((one) => one.id === id)?.outcome;
      for (const id of [
        "PAGE-EXCHANGE-01",
        "PAGE-EXCHANGE-02",
        "PAGE-EXCHANGE-03",
        "PAGE-COOKIES-01",
        "PAGE-FORMS-02",
      ]) {
        assert.equal(outcome(id), "confirmed", id);
      }
    } finally {
      await desktop.close();
    }
  });

  it("show bare oidc-provider as another one", async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = { client_id: "bare", client_secret: "secret", redirect_uris: [redirectUri] };
    const provider = new Provider(issuer, {
      clients: [client],
      pkce: { required: () => false },
      cookies: { keys: ["a"] },
    });
    const provide = provider.callback();
    server.on("request", (one, answer) => void provide(one, answer));
    try {
      const { comparison } = await recorded(
        "bare",
        async (page) => {
          await page.goto(request(`${issuer}/auth`, "bare", { scope: "openid" }));
          await page.locator("input[name=login]").fill("somebody");
          await page.locator("input[name=password]").fill("a password");
          await page.getByRole("button").first().click();
          await page.getByRole("button", { name: /Continue/ }).click();
          await page.waitForURL(`${redirectUri}**`);
        },
        issuer,
      );
      const found = names(comparison);
      for (const expected of [
        ["discovery document: authorization_endpoint", "discovery document: token_endpoint"],
        ["discovery document: scopes_supported", "discovery document: claims_supported"],
        [
          "settings: authorizationResponseClientId",
          "settings: opaqueTokenLength",
          "settings: advertisedIdTokenAlgorithms",
        ],
        ["cookies: _session"],
      ].flat()) {
        assert.ok(found.includes(expected), `${expected} is missing among ${found.join(", ")}`);
      }
      assert.deepEqual(comparison.settings.opaqueTokenLength, 43);
      assert.equal(comparison.settings.authorizationResponseClientId, false);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it("show oauth2-mock-server as another one", async () => {
    const mock = new OAuth2Server();
    await mock.issuer.keys.generate("RS256");
    await mock.start(0, "127.0.0.1");
    const issuer = `http://127.0.0.1:${mock.address().port}`;
    mock.issuer.url = issuer;
    try {
      const act = async (page: Page) => {
        await page.goto(request(`${issuer}/authorize`, "mock"));
        await page.waitForURL(`${redirectUri}**`);
      };
      const { comparison } = await recorded("mock", act, issuer);
      const found = names(comparison);
      for (const name of ["end_session_endpoint", "token_endpoint", "jwks_uri", "acr_values_supported"]) {
        assert.ok(found.includes(`discovery document: ${name}`), `${name} is missing among ${found.join(", ")}`);
      }
      assert.equal(comparison.settings.authorizationResponseClientId, false);
      assert.ok(!found.some((one) => one.startsWith("cookies")));
    } finally {
      await mock.stop();
    }
  });

  it("are read whole", async () => {
    const text = await readFile(join(folder, "ours.har"), "utf8");
    const { log } = JSON.parse(text) as { log: { entries: unknown[] } };
    assert.ok(log.entries.length > 20);
  });
});
