import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { format, resolveConfig } from "prettier";
import { referencePages } from "./reference-pages.ts";

for (const { path, content } of referencePages()) {
  it(`${path} says what the code says (else: npm run docs)`, async () => {
    const file = new URL(`../../${path}`, import.meta.url);
    const expected = await format(content, { ...(await resolveConfig(file)), filepath: path });
    assert.ok(readFileSync(file, "utf8") === expected, "the page differs: run `npm run docs`");
  });
}
