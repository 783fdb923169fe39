import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { before, describe, it } from "node:test";
import { format, resolveConfig } from "prettier";
import { assertGolden } from "../../interoperability/golden.ts";
import { brokenPage } from "./testing/broken-page.ts";
import { type Outcome, testAll } from "./testing/test-all.ts";
import { readVariants } from "./testing/variants.ts";

const page = fileURLToPath(new URL("broken/README.md", import.meta.url));
const correct = "the example as it is";
const variants = readVariants();
/** Leaks a secret, so it has to have one. */
const withSecret = "secret-in-the-browser";

describe("the example relying party, by the target relying-party", () => {
  let found: ReadonlyMap<string, readonly Outcome[]> = new Map();
  before(
    async () => {
      const broken = variants.map(({ name, patch }) => ({ name, patch, secret: name === withSecret }));
      found = await testAll([{ name: correct, secret: false }, ...broken]);
    },
    { timeout: 240_000 },
  );
  const outcomesOf = (name: string) => found.get(name) ?? assert.fail(`${name} was not tested`);
  const failuresOf = (name: string) =>
    outcomesOf(name)
      .filter(({ verdict }) => verdict === "failed" || verdict === "error")
      .map(({ key }) => key);

  it("passes every module", () => {
    const outcomes = outcomesOf(correct);
    assert.ok(outcomes.length > 0);
    assert.deepEqual(
      outcomes.filter(({ verdict }) => verdict !== "passed"),
      [],
    );
  });

  for (const { name, fails } of variants) {
    it(`fails where it is ${name}, and nowhere else`, () => {
      assert.deepEqual(failuresOf(name).sort(), [...fails].sort());
    });
  }

  it("is broken for every module", () => {
    const seen = new Set(variants.flatMap(({ fails }) => fails));
    const modules = outcomesOf(correct).map(({ key }) => key);
    assert.deepEqual(
      modules.filter((key) => !seen.has(key) && !(key in withoutVariant)),
      [],
    );
  });

  it("is on a page with each broken line and what the report says of it", async () => {
    const text = brokenPage(variants, outcomesOf);
    assertGolden(page, await format(text, { ...(await resolveConfig(page)), filepath: page }));
  });
});

/** Modules that no single line can break alone, and why. */
const withoutVariant: Readonly<Record<string, string>> = {
  "RP-SIGNIN-01": "a relying party in which no sign-in works fails everything",
};
