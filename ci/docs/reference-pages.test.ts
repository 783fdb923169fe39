import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { it } from "node:test";
import { configurationSchema, environmentName } from "../../src/conformance/index.ts";
import { environmentVariables } from "./pages/configuration.ts";
import { formatted } from "./formatted.ts";
import { referencePages } from "./reference-pages.ts";

for (const { path, content } of await referencePages()) {
  it(`${path} says what the code says (else: npm run docs)`, async () => {
    const file = new URL(`../../${path}`, import.meta.url);
    assert.ok(readFileSync(file, "utf8") === (await formatted(path, content)), "the page differs: run `npm run docs`");
  });
}

it("every environment variable of the testkit's own is on the configuration page", () => {
  const documented = new Set([
    ...Object.keys(environmentVariables),
    ...Object.keys(configurationSchema.shape).map(environmentName),
  ]);
  const root = new URL("../../", import.meta.url);
  const sources = globSync("{src,bin,step-definitions}/**/*.{ts,js}", { cwd: root.pathname });
  const used = sources
    .filter((file) => !file.endsWith(".test.ts"))
    .flatMap((file) => readFileSync(new URL(file, root), "utf8").match(/CIS2_TESTKIT_[A-Z_]*[A-Z]/g) ?? []);
  assert.ok(used.includes("CIS2_TESTKIT_PASSCODE"));
  assert.deepEqual(
    used.filter((name) => !documented.has(name)),
    [],
  );
});
