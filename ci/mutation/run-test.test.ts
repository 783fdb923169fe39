import assert from "node:assert/strict";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { baselineOf, kills, reaches } from "./run-test.ts";

const range = (startOffset: number, endOffset: number, count: number) => ({ startOffset, endOffset, count });

describe("a place in the code", () => {
  it("is reached if its innermost range ran in any process", () => {
    const coverage = new Map([
      [
        "file:///a.ts",
        [
          [range(0, 100, 1), range(10, 20, 0)],
          [range(0, 100, 1), range(10, 20, 2), range(12, 14, 0)],
        ],
      ],
    ]);
    const reached = [5, 11, 13, 100].map((offset) => reaches({ coverage }, "file:///a.ts", offset));
    assert.deepEqual(reached, [true, true, false, false]);
    assert.equal(reaches({ coverage }, "file:///b.ts", 5), false);
  });
});

it("a mutant is killed by a test that sees it in a process of its own only", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "mutation-"));
  const [subject, test] = ["subject.mjs", "subject.test.mjs"].map((name) => join(folder.path, name));
  const text = 'console.log("said");\n';
  await writeFile(subject ?? "", text);
  await writeFile(
    test ?? "",
    `import assert from "node:assert"; import { execFileSync } from "node:child_process"; import { it } from "node:test";
    it("says it", () => { assert.equal(execFileSync(process.execPath, [${JSON.stringify(subject)}]).toString(), "said\\n"); });`,
  );
  const baseline = await baselineOf(test ?? "");
  const url = pathToFileURL(subject ?? "").href;
  const start = text.indexOf('"said"');
  assert.ok(reaches(baseline, url, start));
  assert.equal(await kills(baseline, { url, start, end: start + 6, replacement: '"mutated"' }), true);
  assert.equal(await kills(baseline, { url, start: text.length, end: text.length, replacement: ";" }), false);
});
