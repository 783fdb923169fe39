import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { performancePage } from "./pages/performance.ts";
import type { Results } from "../../bench/figures/results.ts";
import { benchmarkNames, loadBenchmark } from "../../bench/run/benchmark-files.ts";
import { readKeptRun } from "../../bench/run/kept-run.ts";
import { shortcomings } from "../../bench/run/run-benchmarks.ts";

describe("the page of the figures", () => {
  const kept = readKeptRun();

  it("has every benchmark, and none that is no longer there (else: npm run bench -- --keep, and npm run docs)", () => {
    assert.deepEqual(
      kept.benchmarks.map(({ name }) => name),
      benchmarkNames,
    );
    const page = performancePage(kept);
    for (const { name, title } of kept.benchmarks) assert.ok(page.includes(`## ${title}\n`), name);
  });

  it("is of a run that measured all (else: what it was measured on lacks a package)", () => {
    assert.deepEqual(shortcomings(kept).unmeasured, []);
    assert.ok(kept.benchmarks.every(({ results }) => results.length > 0));
  });

  it("says of each benchmark what its source says now", async () => {
    for (const { name, title, about } of kept.benchmarks) {
      const now = await loadBenchmark(name);
      assert.deepEqual({ name, title, about }, { name, title: now.title, about: now.about });
    }
  });

  it("says on what and when the run was, each ratio, what was promised, and what was not measured", () => {
    const run: Results = {
      ...{ measuredOn: "2026-11-02", commit: "0123456789ab", node: "v24.0.0", platform: "linux x64" },
      ...{ processors: 2, processor: "A processor", load: [0.5, 1.5], seconds: 7 },
      benchmarks: [
        {
          ...{ name: "work", title: "Work", about: "How long work takes.", seconds: 6.2 },
          results: [
            {
              ...{ kind: "comparison", name: "work", unit: "ms", better: "lower" },
              sides: [
                { name: "ours", value: 3 },
                { name: "theirs", value: 2, times: 1.2 },
              ],
            },
            { kind: "unmeasured", name: "other work", because: "no tool" },
          ],
        },
      ],
    };
    const page = performancePage(run);
    for (const part of [
      ...["2026-11-02", "0123456789ab", "v24.0.0", "linux x64, 2 processors (A processor)", "0.5 and 1.5", "7 seconds"],
      ...[
        "## Work\n",
        "(7 seconds): `npm run bench -- --only work`",
        "lower is better",
        "| theirs | 2 ms | 1.5 times this row |",
      ],
      ...["at most 1.2 times (**missed**)", "_other work_ was not measured: no tool."],
    ])
      assert.ok(page.includes(part), `${part} is not in:\n${page}`);
  });
});
