import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { it } from "node:test";
import { lexer, walkTokens } from "marked";
import { projectRoot } from "./code-blocks/code-block.ts";

const pages = globSync(["*.md", "{docs,examples,interoperability}/**/*.md"], {
  cwd: projectRoot,
  exclude: ["**/node_modules/**"],
});
const read = (path: string) => readFileSync(join(projectRoot, path), "utf8");

/** As GitHub makes the fragment of a heading. */
function fragment(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\p{Mark} _-]/gu, "")
    .replaceAll(" ", "-");
}

function fragmentsOf(path: string): readonly string[] {
  return lexer(read(path)).flatMap((token) => (token.type === "heading" ? [fragment(String(token.text))] : []));
}

it("links between pages lead to a file that is there, and to a heading it has", () => {
  const broken: string[] = [];
  let looked = 0;
  for (const page of pages) {
    void walkTokens(lexer(read(page)), (token) => {
      if (token.type !== "link" && token.type !== "image") return;
      const href = String(token.href);
      if (/^[a-z]+:/.test(href)) return;
      looked += 1;
      const [path = "", heading] = href.split("#");
      const target = path === "" ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(projectRoot, target))) broken.push(`${page}: ${href}`);
      else if (heading !== undefined && !fragmentsOf(target).includes(heading)) broken.push(`${page}: ${href}`);
    });
  }
  assert.ok(looked > 50);
  assert.deepEqual(broken, []);
});
