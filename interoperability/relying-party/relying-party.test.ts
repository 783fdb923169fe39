import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { fixedPasscode, startLocalService, type LocalService } from "../../src/client/index.ts";
import { startEmbeddedCis2, type EmbeddedCis2 } from "../../src/harness/index.ts";
import { InProcessReaders } from "../../src/virtual-card/index.ts";
import { skipWithoutBrowser, startBrowser } from "../../src/foundation/testing/browser.ts";
import { applications, reservePort, type RunningApplication } from "./applications.ts";
import { closeAll } from "../../src/foundation/testing/close-all.ts";

const clientSecret = "a-secret-of-the-tests";
const persona = "six-roles";

describe("relying parties made with other people's libraries", { skip: skipWithoutBrowser() }, () => {
  const readers = new InProcessReaders();
  const running: RunningApplication[] = [];
  const ports: number[] = [];
  let browser: Browser;
  let embedded: EmbeddedCis2;
  let service: LocalService;

  before(async () => {
    running.push(...(await Promise.all(applications.map(reservePort))));
    const relyingParties = applications.map(({ name, redirectPath }, index) => ({
      clientId: name,
      name,
      clientSecret,
      redirectUris: [`${running[index]?.origin ?? ""}${redirectPath}`],
    }));
    browser = await startBrowser({});
    embedded = await startEmbeddedCis2({ relyingParties, localServicePorts: () => ports });
    const issued = await embedded.issueCard(persona, "piv");
    readers.addReader("Reader");
    readers.insert("Reader", issued.card);
    service = await startLocalService({
      readers,
      origins: [embedded.cis2.networks.internet.origin],
      portServicePorts: [0],
      passcodes: { ask: (request) => fixedPasscode(issued.persona.card.passcode).ask(request) },
      showWindow: () => undefined,
    });
    ports.push(service.portServicePort);
  });
  after(() =>
    closeAll(
      ...running.map((one) => () => {
        one.close();
      }),
      () => browser.close(),
      () => service.close(),
      () => embedded.close(),
    ),
  );

  for (const [index, { name, create, signInPath, signInClick }] of applications.entries()) {
    it(`${name} signs a person in, in a browser, with a card and a role`, async () => {
      const site = running[index] ?? assert.fail();
      const { issuer } = embedded.cis2.networks.internet;
      site.serve(create({ issuer, clientId: name, clientSecret }, site.origin));
      const context = await browser.newContext();
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      await page.goto(site.origin + signInPath);
      if (signInClick !== undefined) await page.getByRole("button", { name: signInClick }).click();
      await page.getByLabel("Smartcard").check();
      await page.getByRole("button", { name: "Continue" }).click();
      await page.getByRole("searchbox").fill("pharmacy");
      await page.locator("#nhsRoleId_555010050002").click();
      await page.waitForURL(`${site.origin}/**`);
      const claims = (await (await context.request.get(`${site.origin}/me`)).json()) as Record<string, unknown>;
      assert.equal(claims["sub"], "555000000005");
      assert.equal(claims["selected_roleid"], "555010050002");
      assert.equal(claims["acr"], "AAL3_ANY");
      await context.close();
    });
  }
});
