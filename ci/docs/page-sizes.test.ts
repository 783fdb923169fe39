import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { projectRoot } from "./code-blocks/code-block.ts";

const textOf = (page: string) => readFileSync(join(projectRoot, page), "utf8");

it("README has fewer than 90 lines, and CONTRIBUTING at most 60", () => {
  const linesOf = (page: string) => textOf(page).trimEnd().split("\n").length;
  assert.ok(linesOf("README.md") < 90, `README.md has ${linesOf("README.md")} lines`);
  assert.ok(linesOf("CONTRIBUTING.md") <= 60, `CONTRIBUTING.md has ${linesOf("CONTRIBUTING.md")} lines`);
});

it("no page has over 2,000 words, except the reference", () => {
  const pages = globSync(["*.md", "docs/*.md", "docs/how-to/*.md"], { cwd: projectRoot, exclude: ["CHANGELOG.md"] });
  assert.ok(pages.length > 15);
  const sizes = pages.map((page) => ({ page, words: textOf(page).match(/\S+/gu)?.length ?? 0 }));
  assert.deepEqual(
    sizes.filter(({ words }) => words > 2000),
    [],
  );
});
