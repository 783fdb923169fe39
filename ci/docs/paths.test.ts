import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { projectRoot } from "./code-blocks/code-block.ts";

const path =
  /`((?:src|ci|docs|examples|features|fuzz|bench|soak|bin|docker|interoperability|step-definitions)\/[\w./*{},-]+)`/g;

/** Paths that are no files of the repository, and why. */
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["fuzz/findings/", "made by a run that finds something"],
  ["src/main/java/net/openid/conformance/openid/OIDCCBasicTestPlan.java", "in OpenID's conformance suite"],
  ["src/libopensc/card-authentic.c", "in OpenSC"],
  ["src/pkcs15init/authentic.profile", "in OpenSC"],
]);

it("paths in backquotes lead to files that are there", () => {
  const pages = globSync(["*.md", "{docs,examples,interoperability}/**/*.md"], {
    cwd: projectRoot,
    exclude: ["**/node_modules/**", "docs/reference/api/**", "CHANGELOG.md"],
  });
  const named = pages.flatMap((page) =>
    [...readFileSync(join(projectRoot, page), "utf8").matchAll(path)].map(([, name = ""]) => ({ page, name })),
  );
  assert.ok(named.length > 100, `${named.length} paths`);
  const broken = named.filter(({ name }) => !elsewhere.has(name) && globSync(name, { cwd: projectRoot }).length === 0);
  assert.deepEqual(broken, []);
});
