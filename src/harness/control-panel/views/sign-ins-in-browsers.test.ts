import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { axeViolations } from "../../../foundation/testing/axe.ts";
import { skipWithoutBrowser, startBrowser } from "../../../foundation/testing/browser.ts";
import { isThorough } from "../../../foundation/testing/thorough.ts";
import { seeSyntheticSignIn } from "../timeline/testing/synthetic-sign-in.ts";
import { WatchedDesktop } from "../timeline/testing/watched-desktop.ts";
import { closeAll } from "../../../foundation/testing/close-all.ts";

const many = isThorough ? 10_000 : 300;

describe("the sign-ins of the control panel in two browsers", { skip: skipWithoutBrowser() }, () => {
  let desktop: WatchedDesktop;
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
    desktop = await WatchedDesktop.start();
  });
  after(() =>
    closeAll(
      () => browser.close(),
      () => desktop[Symbol.asyncDispose](),
    ),
  );

  // A page that stays open follows every change, and takes its part of the processor.
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

  const open = async (path: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 375, height: 700 } });
    page.on("pageerror", (error) => assert.fail(error));
    await page.goto(desktop.panel + path);
    await page.getByText("Live", { exact: true }).waitFor();
    return page;
  };

  it("show the same, and follow a sign-in while it goes on", async () => {
    const pages = [await open("/sign-ins"), await open("/sign-ins")];
    const { session } = await desktop.begin();
    for (const page of pages) await page.locator("#sign-in-1").waitFor();
    const one = await open("/sign-ins?id=1");
    const line = one.locator("summary", { hasText: "Chooses how to sign in" });
    await line.focus();
    await one.keyboard.press("Enter");
    await one.getByText("POST /sign-in/").first().waitFor();
    await session.sendAssertion(await desktop.assertionOf(session, [desktop.passcode]));
    await one.getByText("all passed").waitFor();
    const focused = await one.evaluate<string>("document.activeElement.id");
    assert.equal(focused, await line.getAttribute("id"), "the focus stays");
    assert.equal(await one.getByText("POST /sign-in/").first().isVisible(), true, "what is open stays open");
    for (const page of pages) await page.getByText("and sends the browser back").waitFor();
    for (const page of [...pages, one]) {
      assert.deepEqual(await axeViolations(page), []);
      const width = await page.evaluate<number>("document.documentElement.scrollWidth");
      assert.ok(width <= 375, `${width} px wide`);
    }
  });

  it("carry out nothing that others wrote", async () => {
    const hostile = `<img src=x onerror="document.title='attacked'"><script>document.title='attacked'</script>`;
    const step = { at: new Date().toISOString(), place: "browser" as const, line: hostile, detail: hostile };
    desktop.watch.timeline.note({
      joins: ["hostile"],
      opens: true,
      step,
      facts: { clientId: hostile, userId: hostile },
    });
    const { id = 0 } = (await desktop.control.signIns()).signIns[0] ?? {};
    for (const path of ["/sign-ins", `/sign-ins?id=${id}`]) {
      const page = await open(path);
      await page.getByText("onerror").first().waitFor({ state: "attached" });
      assert.doesNotMatch(await page.title(), /attacked/);
    }
  });

  it(`stay small with ${many} sign-ins, and as usable`, async () => {
    const page = await open("/sign-ins");
    for (let number = 1; number <= many; number++) {
      seeSyntheticSignIn(desktop.watch, number);
      if (number % 10 === 0) await new Promise(setImmediate);
    }
    const [{ id } = { id: 0 }] = (await desktop.control.signIns()).signIns;
    await page.locator(`#sign-in-${id}`).waitFor();
    assert.ok((await page.locator("*").count()) < 1000);
    await page.getByRole("link", { name: "Older" }).click();
    await page.locator(`#sign-in-${id - 50}`).click();
    await page.getByText("GET DATA of X.509 Certificate for PIV Authentication").first().waitFor();
    assert.equal(await page.locator("details").count(), 31);
  });

  it("show each of 100 changes within 200 ms", { skip: !isThorough && "the machine may be busy" }, async () => {
    const pages = [await open("/sign-ins"), await open("/sign-ins")];
    const shown = async (id: string) => {
      const handles = await Promise.all(pages.map((page) => page.waitForFunction(shownAt, id)));
      return Promise.all(handles.map(async (handle) => Number(await handle.jsonValue())));
    };
    // The first wait of a page injects Playwright's script, which would be measured as well.
    await shown("live");
    const took: number[] = [];
    for (let change = 0; change < 100; change++) {
      const at = Date.now();
      desktop.watch.timeline.note({
        joins: [`change ${change}`],
        opens: true,
        step: { at: new Date().toISOString(), place: "browser", line: "A change" },
      });
      const [{ id } = { id: 0 }] = (await desktop.control.signIns()).signIns;
      took.push(Math.max(...(await shown(`sign-in-${id}`))) - at);
    }
    const slowest = Math.max(...took);
    assert.ok(slowest < 200, `the slowest took ${slowest} ms, of ${took.join(", ")}`);
  });
});

/** When the browser has the element; runs there. */
function shownAt(id: string): number | false {
  const { document } = globalThis as unknown as { document: { getElementById(id: string): unknown } };
  return document.getElementById(id) === null ? false : Date.now();
}
