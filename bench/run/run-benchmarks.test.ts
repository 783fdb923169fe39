import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Benchmark } from "../benchmark.ts";
import { type BenchmarkResults, type Result, resultsSchema } from "../figures/results.ts";
import { runBenchmarks, shortcomings } from "./run-benchmarks.ts";

const figure = { kind: "figure", name: "heap", unit: "MB", value: 20 } as const;

const benchmark = (name: string, results: BenchmarkResults["results"]): BenchmarkResults => ({
  ...{ name, title: name, about: "", seconds: 1 },
  results,
});

describe("a run of the benchmarks", () => {
  it("measures the others if one fails, and says on what and when it was", async () => {
    const run = (results: () => Promise<Result[]>): Benchmark => ({ title: "Work", about: "How long.", run: results });
    const all: Readonly<Record<string, Benchmark>> = {
      first: run(() => Promise.reject(new Error("no such card"))),
      second: run(() => Promise.resolve([figure])),
    };
    const [begun, printed]: [string[], string[]] = [[], []];
    const { results, failures } = await runBenchmarks(["first", "second"], {
      progress: { begin: (name) => begun.push(name) },
      print: (line) => printed.push(line),
      loaded: (name) => Promise.resolve(all[name] ?? assert.fail(name)),
    });
    assert.deepEqual(begun, ["first", "second"]);
    assert.match(failures.join(), /^first: Error: no such card/);
    assert.match(printed.join("\n"), /Work \(second, 0(\.\d)? s\)\n {2}heap +20 MB$/);
    const { benchmarks, node, load, commit } = resultsSchema.parse(results);
    assert.deepEqual(
      benchmarks.map((one) => one.results),
      [[], [figure]],
    );
    assert.equal(node, process.version);
    assert.ok(load.every((one) => one >= 0));
    if (commit !== undefined) assert.match(commit, /^[0-9a-f]{12}$/);
  });

  it("names what was promised and missed, and what was not measured", () => {
    const benchmarks = [
      benchmark("one", [figure, { ...figure, below: 21 }]),
      benchmark("two", [
        { ...figure, below: 20 },
        { kind: "unmeasured", name: "commands", because: "no Redis" },
      ]),
    ];
    assert.deepEqual(shortcomings({ benchmarks }), {
      missed: ["two: heap, below 20 MB"],
      unmeasured: ["two: commands, no Redis"],
    });
    assert.deepEqual(shortcomings({ benchmarks: benchmarks.slice(0, 1) }), { missed: [], unmeasured: [] });
  });
});
