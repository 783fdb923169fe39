import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { batchesOf, filesAlone, testFilesIn, writeBatches } from "./batches.ts";

describe("test files that run in one process", () => {
  it("are those of one folder, but for a file that says that it runs alone", () => {
    using files = written({
      "src/a/one.test.ts": "",
      "src/a/below/two.test.ts": "",
      "src/a/alone.test.ts": "// Runs in a process alone: it changes what others see.\n",
      "src/b/three.test.ts": "// Runs in a process alone\n",
      "src/b/code.ts": "",
    });
    const batches = batchesOf(testFilesIn(files.root, ["src"]), files.root, 2);
    assert.deepEqual(
      batches.map(({ name, files }) => [name, files.length]),
      [
        ["src/a/alone.test.ts", 1],
        ["src/a", 2],
        ["src/b", 1],
      ],
    );
  });

  it("are one file each if they are to run alone, the longest first", () => {
    using files = written({ "ci/a.test.ts": "", "ci/b.test.ts": "", "ci/c/d.test.ts": "" });
    const tests = testFilesIn(files.root, ["ci"]);
    assert.deepEqual(
      filesAlone(tests, files.root, ["ci/b.test.ts"]).map(({ name }) => name),
      ["ci/b.test.ts", "ci/a.test.ts", "ci/c/d.test.ts"],
    );
    assert.throws(() => filesAlone(tests, files.root, ["ci/gone.test.ts"]), /ci\/gone\.test\.ts/u);
  });

  it("all run, and a failure in one of them is seen and says its file", async () => {
    const test = (name: string, body: string) => `import { it } from "node:test"; it("${name}", () => { ${body} });\n`;
    using files = written({
      "src/a/first.test.ts": test("first", ""),
      "src/a/second.test.ts": test("second", "throw new Error('red');"),
      "src/a/third.test.ts": test("third", ""),
    });
    const modules = await writeBatches(batchesOf(testFilesIn(files.root, ["src"]), files.root, 2), files.root);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { status, stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=spec", ...modules], {
      encoding: "utf8",
      env,
    });
    assert.equal(status, 1);
    assert.match(stdout, /tests 3\n[^]*pass 2\n[^]*fail 1\n/u);
    assert.match(stdout, /second\.test\.ts:1:\d+/u);
  });
});

function written(files: Readonly<Record<string, string>>): { root: string } & Disposable {
  const root = mkdtempSync(join(tmpdir(), "cis2-testkit-batches-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    root,
    [Symbol.dispose]: () => {
      rmSync(root, { recursive: true });
    },
  };
}
