import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { brokenLinks, linksOf } from "./broken-links.ts";
import { projectRoot } from "./code-blocks/code-block.ts";

const pages = globSync(["*.md", "{docs,examples,interoperability}/**/*.md"], {
  cwd: projectRoot,
  exclude: ["**/node_modules/**"],
});

it("links between pages lead to a file that is there, and to a heading it has", () => {
  assert.ok(pages.flatMap((page) => linksOf(join(projectRoot, page))).length > 50);
  assert.deepEqual(brokenLinks(projectRoot, pages), []);
});
