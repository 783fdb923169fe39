import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { assumptionTable } from "../../src/comparison/index.ts";
import { loadRequirements } from "../../src/conformance/index.ts";
import { projectRoot } from "./code-blocks/code-block.ts";

const page = readFileSync(join(projectRoot, "docs/reference/openid-connect.md"), "utf8");
const basisOf = new Map(assumptionTable(loadRequirements()).map(({ setting, basis }) => [setting, basis]));

it("the page on CIS2 and OpenID Connect gives each setting the basis that the assumptions give it", () => {
  const rows = page.split("\n").flatMap((line) => {
    const [, , , evidence = "", settings = ""] = line.split("|").map((cell) => cell.trim());
    return [...settings.matchAll(/`(\w+)`/g)].map(([, setting]) => ({ setting, said: /^[A-Z]+/.exec(evidence)?.[0] }));
  });
  const told = rows.filter(({ setting }) => basisOf.has(setting));
  assert.ok(told.length > 25, String(told.length));
  assert.deepEqual(
    told,
    told.map(({ setting }) => ({ setting, said: basisOf.get(setting) })),
  );
});
