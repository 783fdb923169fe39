import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { brokenLinks, isPacked, linksOf, linksOutOfPackage } from "./broken-links.ts";
import { projectRoot } from "./code-blocks/code-block.ts";

const pages = globSync(["*.md", "{docs,examples,interoperability}/**/*.md"], {
  cwd: projectRoot,
  exclude: ["**/node_modules/**"],
});

it("links between pages lead to a file that is there, and to a heading it has", () => {
  assert.ok(pages.flatMap((page) => linksOf(join(projectRoot, page))).length > 50);
  assert.deepEqual(brokenLinks(projectRoot, pages), []);
});

it("pages of the npm package link only to what the package contains", () => {
  const { files } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { files: string[] };
  const packed = pages.filter((page) => isPacked(page, files));
  for (const page of ["README.md", "CHANGELOG.md", "docs/README.md", "docs/how-to/test-a-relying-party.md"])
    assert.ok(packed.includes(page), page);
  assert.ok(!packed.includes("examples/relying-party/README.md"));
  assert.deepEqual(linksOutOfPackage(projectRoot, packed, files), []);
});
