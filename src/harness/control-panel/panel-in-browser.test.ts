import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { axeViolations } from "../../foundation/testing/axe.ts";
import { skipWithoutBrowser, startBrowser } from "../../foundation/testing/browser.ts";
import { consoleProblems } from "../../foundation/testing/console-problems.ts";
import { serveFakeCis2, type Serving } from "../serve/serve-fake-cis2.ts";
import { panelViews } from "./panel-views.ts";
import { keyboardWalk, PasscodeWindows, walkOptions } from "./testing/keyboard-walk.ts";
import { closeAll } from "../../foundation/testing/close-all.ts";

describe("the control panel in a browser", { skip: skipWithoutBrowser() }, () => {
  const windows = new PasscodeWindows();
  let serving: Serving;
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
    serving = await serveFakeCis2(walkOptions(windows));
  });
  after(() =>
    closeAll(
      () => browser.close(),
      () => serving.close(),
    ),
  );

  it("is worked by keyboard alone, from a card put in to a refusal and its check", async () => {
    const context = await browser.newContext();
    context.setDefaultTimeout(60_000);
    const captions: string[] = [];
    for await (const { caption } of keyboardWalk(serving, context, windows)) captions.push(caption);
    assert.equal(captions.length, 8);
    await context.close();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`passes axe on every view, fits into 375 pixels and has no console error: ${colorScheme}`, async () => {
      const context = await browser.newContext({ viewport: { width: 375, height: 800 }, colorScheme });
      const problems = consoleProblems(context);
      const page = await context.newPage();
      const addresses = [...panelViews.map(({ path }) => path), "people?user=555000000003", "nowhere"];
      for (const address of addresses) {
        await page.goto(`${serving.ready.panel ?? ""}/${address}`);
        for (const details of await page.locator("details > summary").all()) await details.click();
        assert.deepEqual(await axeViolations(page), [], address);
        const hasProblem = await page.locator(".nhsuk-error-summary").isVisible();
        assert.equal((await page.title()).startsWith("Error: "), hasProblem, address);
        const width = await page.evaluate<number>("document.documentElement.scrollWidth");
        assert.ok(width <= 375, `${address} is ${width} pixels wide`);
      }
      await page.goto(`${serving.ready.panel ?? ""}/people?user=555000000003`);
      await page.getByLabel("Family name").fill("");
      await page.evaluate(`(() => {
        const form = document.querySelector("form[action='/people/put']");
        form.noValidate = true;
        form.requestSubmit();
      })()`);
      await page.getByRole("alert").getByRole("link", { name: "Family name must not be empty" }).click();
      assert.equal(await page.evaluate("document.activeElement.id"), "put-familyName");
      assert.deepEqual(await axeViolations(page), [], "a refused form");
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  it("stays live after it refused a form, and gives the focus to what was wrong", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const update = () => page.waitForResponse((response) => response.request().resourceType() === "fetch");
    const first = update();
    await page.goto(`${serving.ready.panel ?? ""}/relying-parties`);
    await first;
    await page.getByLabel("Registration").fill("{");
    const next = update();
    await page.getByRole("button", { name: "Register" }).click();
    await page.getByRole("alert").waitFor();
    assert.equal(await page.evaluate("document.activeElement.className"), "nhsuk-error-summary");
    assert.equal((await next).status(), 200);
    await context.close();
  });

  it("shows two browsers the same, and keeps what somebody types", async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => {
        const page = await (await browser.newContext()).newPage();
        await page.goto(`${serving.ready.panel ?? ""}/desktop`);
        await page.getByText("Live", { exact: true }).waitFor();
        return page;
      }),
    );
    assert.ok(one && other);
    await one.setViewportSize({ width: 1280, height: 1400 });
    const top = async (reader: string) => (await one.locator(`[data-reader="${reader}"]`).boundingBox())?.y;
    assert.equal(await top("Reader 1"), await top("Reader 2"), "readers are side by side");
    const centre = async (selector: string) => {
      const { x, y, width } = (await one.locator(selector).boundingBox()) ?? assert.fail(selector);
      return [x + width / 2, y + 20] as const;
    };
    // Not by dragAndDrop, which scrolls between the press and the move.
    await one.mouse.move(...(await centre('[data-persona="six-roles"]')));
    await one.mouse.down();
    await one.mouse.move(...(await centre('[data-reader="Reader 2"]')), { steps: 3 });
    await one.mouse.up();
    for (const page of [one, other]) await page.getByRole("group", { name: "Card of Sian Sixroles" }).waitFor();
    await other.getByLabel("Name of the reader").fill("half a na");
    await one.getByLabel("Name of the reader").fill("Reader 7");
    await one.getByRole("button", { name: "Add the reader", exact: true }).click();
    await other.getByRole("heading", { name: "Reader 7" }).waitFor();
    assert.equal(await other.getByLabel("Name of the reader").inputValue(), "half a na");
    await other.getByRole("button", { name: "Remove the reader: Reader 7" }).click();
    await one.getByRole("heading", { name: "Reader 7" }).waitFor({ state: "detached" });
    await Promise.all([one, other].map((page) => page.context().close()));
  });
});
