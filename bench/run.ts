import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { scriptOptions } from "../fuzz/runner/script-options.ts";
import { clearProgress } from "../src/foundation/progress.ts";
import { benchmarkNames } from "./run/benchmark-files.ts";
import { keptRunFile, readKeptRun } from "./run/kept-run.ts";
import { formatted } from "../ci/docs/formatted.ts";
import { PartsProgress } from "./run/parts-progress.ts";

const usage = `npm run bench -- [--only <name>]... [--keep]

Measures how fast the testkit is, one benchmark after the other, each side by side with something else. The figures go to
reports/bench.json.

  --only <name>  one benchmark, again for several (default: all)
  --list         print the names of the benchmarks, and how long each took in the kept run
  --keep         write to bench/kept-run.json, from which \`npm run docs\` makes docs/reference/performance.md;
                 needs all, and that none fails
  -h, --help     print this

Exit code: 0 if each promised figure was reached, 1 if not or if a benchmark failed, 2 for options that it does not take.
What cannot be measured on this machine is said at the end; with CI=true it is exit code 1, too.`;
const { values } = scriptOptions(
  usage,
  { only: { type: "string", multiple: true }, list: { type: "boolean" }, keep: { type: "boolean" } },
  ({ values: { only = [], keep }, positionals }) => {
    const [unknown] = [...positionals, ...only.filter((name) => !benchmarkNames.includes(name))];
    if (unknown !== undefined) return `There is no benchmark ${unknown}. There are: ${benchmarkNames.join(", ")}.`;
    return keep === true && only.length > 0 ? "A run is kept whole: --keep takes no --only." : undefined;
  },
);

const took = new Map(readKeptRun().benchmarks.map(({ name, seconds }) => [name, seconds]));
if (values.list) {
  for (const name of benchmarkNames) print(`${name.padEnd(24)} ${String(took.get(name) ?? "?").padStart(6)} s`);
} else {
  await measure(benchmarkNames.filter((name) => values.only?.includes(name) ?? true));
}

async function measure(names: readonly string[]): Promise<void> {
  const { runBenchmarks, shortcomings } = await import("./run/run-benchmarks.ts");
  const parts = names.map((name) => ({ name, seconds: took.get(name) ?? 10 }));
  using progress = new PartsProgress("Benchmarks", parts);
  const { results, failures } = await runBenchmarks(names, { progress, print });
  const isKept = values.keep === true && failures.length === 0;
  const file = isKept ? fileURLToPath(keptRunFile) : fileURLToPath(new URL("../reports/bench.json", import.meta.url));
  await mkdir(new URL("../reports", import.meta.url), { recursive: true });
  await writeFile(file, await formatted(file, JSON.stringify(results)));
  const { missed, unmeasured } = shortcomings(results);
  for (const one of failures) print(`FAILED: ${one}`);
  for (const one of unmeasured) print(`NOT MEASURED: ${one}`);
  for (const one of missed) print(`MISSED: ${one}`);
  print(`${results.seconds} seconds; the figures are in ${file}`);
  if (failures.length + missed.length > 0 || (unmeasured.length > 0 && process.env["CI"] === "true"))
    process.exitCode = 1;
}

function print(line: string): void {
  clearProgress();
  process.stdout.write(`${line}\n`);
}
