import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";

/** What the reporter says of a file with these tests. */
function report(tests: string): string {
  const module = JSON.stringify(new URL("until-failure.ts", import.meta.url).href);
  const code = `import { itUntilFailure } from ${module}; import assert from "node:assert"; const it = itUntilFailure(); ${tests}`;
  const words = ["--test-reporter=tap", "--input-type=module", "--eval", code];
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  return spawnSync(process.execPath, words, { env, encoding: "utf8" }).stdout;
}

describe("tests until one fails", () => {
  it("skips the tests after one that failed, and runs those before it", () => {
    const said = report(
      `it("one", () => {}); it("two", { timeout: 9000 }, async () => assert.fail()); it("three", () => console.log("ran"));`,
    );
    assert.match(said, /^ok 1 - one$/m);
    assert.match(said, /^not ok 2 - two$/m);
    assert.match(said, /^ok 3 - three # SKIP a test before it failed$/m);
    assert.doesNotMatch(said, /ran/);
  });

  it("runs all if none fails", () => {
    assert.match(
      report(`it("one", () => {}); it("two", { skip: "here" }, () => {}); it("three", (t) => t.diagnostic("ran"));`),
      /# pass 2\n# fail 0\n# cancelled 0\n# skipped 1/,
    );
  });
});
