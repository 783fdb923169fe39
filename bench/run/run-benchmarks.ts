import { inspect } from "node:util";
import type { Benchmark } from "../benchmark.ts";
import { formatResult } from "../figures/format-result.ts";
import { promisesOf } from "../figures/ratios.ts";
import type { BenchmarkResults, Result, Results } from "../figures/results.ts";
import { timed } from "../measure/median.ts";
import { loadBenchmark } from "./benchmark-files.ts";
import { load, machine } from "./machine.ts";
import type { PartsProgress } from "./parts-progress.ts";

export interface BenchmarkRun {
  readonly results: Results;
  /** Why benchmarks ended before they had measured all. Their results are not there. */
  readonly failures: readonly string[];
}

export interface RunOptions {
  readonly progress: Pick<PartsProgress, "begin">;
  readonly print: (line: string) => void;
  /** Default: from its file. */
  readonly loaded?: (name: string) => Promise<Benchmark>;
}

/** Runs the benchmarks one after the other, and prints what each measured as soon as it is known. */
export async function runBenchmarks(
  names: readonly string[],
  { progress, print, loaded = loadBenchmark }: RunOptions,
): Promise<BenchmarkRun> {
  const measuredOn = new Date().toISOString().slice(0, 10);
  const before = load();
  const benchmarks: BenchmarkResults[] = [];
  const failures: string[] = [];
  for (const name of names) {
    progress.begin(name);
    const { title, about, run } = await loaded(name);
    const results: Result[] = [];
    const taken = await timed(async () => {
      await run().then(
        (measured) => results.push(...measured),
        (error: unknown) => failures.push(`${name}: ${inspect(error)}`),
      );
    });
    const seconds = rounded(taken);
    print(`${title} (${name}, ${seconds} s)`);
    for (const line of results.flatMap(formatResult)) print(`  ${line}`);
    benchmarks.push({ name, title, about, seconds, results });
  }
  const seconds = Math.round(benchmarks.reduce((sum, one) => sum + one.seconds, 0));
  return { results: { measuredOn, ...machine(), load: [before, load()], seconds, benchmarks }, failures };
}

/** Names of what was promised and missed, and of what was not measured. */
export function shortcomings({ benchmarks }: Pick<Results, "benchmarks">): {
  readonly missed: readonly string[];
  readonly unmeasured: readonly string[];
} {
  const all = benchmarks.flatMap(({ name, results }) => results.map((result) => ({ name, result })));
  return {
    missed: all.flatMap(({ name, result }) =>
      promisesOf(result).flatMap(({ words, met }) => (met ? [] : [`${name}: ${result.name}, ${words}`])),
    ),
    unmeasured: all.flatMap(({ name, result }) =>
      result.kind === "unmeasured" ? [`${name}: ${result.name}, ${result.because}`] : [],
    ),
  };
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
