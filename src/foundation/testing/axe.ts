import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axeScript = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** What axe finds against WCAG 2.2 AA, and its best practices, on the page as it is now: one line a place. */
export async function axeViolations(page: Page): Promise<string[]> {
  // By the developer tools, not as a script of the page: its content security policy stays as it is.
  await page.evaluate(await readFile(axeScript, "utf8"));
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const result = await page.evaluate(
    (values) =>
      (globalThis as unknown as { axe: { run(options: unknown): Promise<unknown> } }).axe.run({
        runOnly: { type: "tag", values },
      }),
    tags,
  );
  return (result as AxeResult).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
