import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { axeViolations } from "../../foundation/testing/axe.ts";
import { skipWithoutBrowser, startBrowser } from "../../foundation/testing/browser.ts";
import { resultWith } from "../testing/results.ts";
import { htmlPage } from "./html-page.ts";
import { reportOf } from "./report.ts";
import { closeAll } from "../../foundation/testing/close-all.ts";

/** What Jenkins sends with files of a build unless somebody changes it (hudson.model.DirectoryBrowserSupport.CSP). */
const jenkinsPolicy = "sandbox allow-same-origin; default-src 'none'; img-src 'self'; style-src 'self';";

const results = Array.from({ length: 300 }, (_, index) =>
  resultWith({
    id: `CARD-${index + 10}`,
    feature: `Feature ${index % 20}`,
    name: `a scenario with a name that is as long as names are, number ${index}`,
    requirements: [index < 5 ? "A-01" : "A-02"],
    verdict: index === 7 ? "failed" : "passed",
  }),
);
const requirements = ["A-01", "A-02", "A-03"].map((id) => ({
  id,
  area: "card" as const,
  requirement: `what ${id} asks`,
  source: "https://example.test/a/long/address/without/any/place/to/break/it/in/the/middle/of/the/line",
  basis: "FACT" as const,
}));
const html = htmlPage(
  reportOf({
    testkit: "1",
    target: "virtual",
    startedAt: new Date(0),
    durationMs: 1,
    requirements,
    judgements: results.map((result) => ({ result, expected: result.verdict === "passed" })),
    asExpected: false,
  }),
);

describe("report.html in a browser", { skip: skipWithoutBrowser() }, () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": jenkinsPolicy });
    response.end(html);
  });
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "report-page-"));
    await writeFile(join(folder, "report.html"), html);
    address = pathToFileURL(join(folder, "report.html")).href;
    browser = await startBrowser();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });
  after(() => closeAll(() => browser.close(), () => server.close(), () => rm(folder, { recursive: true })));

  const shown = (page: Page) =>
    page.locator("#all tr[data-verdict]").evaluateAll((rows) => rows.filter((row) => row.getClientRects().length > 0).length);

  it("fits a telephone, is short, and shows the verdict and then what failed", async () => {
    const page = await browser.newPage({ viewport: { width: 375, height: 700 } });
    await page.goto(address);
    const size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]";
    const [width, height] = await page.evaluate<[number, number]>(size);
    assert.equal(width, 375);
    assert.ok(height < 5000, String(height));
    const [verdict, article, table] = await Promise.all(
      [".verdict", "article", "table"].map(async (one) => (await page.locator(one).first().boundingBox())?.y ?? NaN),
    );
    assert.ok(Number(verdict) < Number(article) && Number(article) < Number(table));
    await page.close();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`passes axe: ${colorScheme}`, async () => {
      const page = await browser.newPage({ colorScheme });
      await page.goto(address);
      assert.deepEqual(await axeViolations(page), []);
      await page.close();
    });
  }

  it("filters by verdict, requirement and text, and leads from a requirement to its scenario", async () => {
    const page = await browser.newPage();
    await page.goto(address);
    await page.getByLabel("Verdict").selectOption("failed");
    assert.equal(await shown(page), 1);
    await page.getByLabel("Verdict").selectOption("all");
    await page.getByLabel("Requirement").selectOption("A-01");
    assert.equal(await shown(page), 5);
    await page.getByLabel("Text").fill("number 3");
    assert.equal(await shown(page), 1);
    assert.equal(await page.locator("#filter output").innerText(), "1 scenarios");
    await page.locator("#requirements ~ details summary").filter({ hasText: "passed" }).click();
    await page.locator("tr#A-01 summary").click();
    await page.getByRole("link", { name: "CARD-14", exact: true }).first().click();
    await page.locator("#in-CARD-14").waitFor();
    await page.close();
  });

  it("can be read under Jenkins's policy, which blocks its style and its script", async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    assert.equal(await page.locator("#filter").isVisible(), false);
    assert.match(await page.locator(".verdict").innerText(), /not as expected/);
    assert.match(await page.locator("article").innerText(), /failed, unexpected: CARD-17[^]*because/);
    await page.locator("article").getByRole("link", { name: "A-02" }).click();
    assert.ok(await page.locator("tr#A-02").isVisible());
    await page.locator("tr#A-02 summary").click();
    await page.locator("tr#A-02").getByRole("link", { name: "CARD-200" }).click();
    await page.locator("#in-CARD-200").waitFor();
    await page.close();
  });
});
