import { globSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { scriptOptions } from "../fuzz/runner/script-options.ts";
import { clearProgress, Progress } from "../src/foundation/progress.ts";
import type { Benchmark } from "./benchmark.ts";
import { formatResult } from "./format-result.ts";
import { promiseOf, type BenchmarkResults, type Results } from "./results.ts";

const files = globSync("*.bench.ts", { cwd: import.meta.dirname }).sort();
const names = files.map((file) => basename(file, ".bench.ts"));
const usage = `npm run bench -- [--keep | <name>...]

Measures every benchmark, or those that are named, one after the other. The figures go to reports/bench.json.

  --keep      to bench/results.json instead, from which \`npm run docs\` makes the page; takes no names
  -h, --help  print this

Benchmarks: ${names.join(", ")}
Exit code: 0 if each promised figure was reached, 1 if not, 2 for options that it does not take.`;
const { values, positionals: wanted } = scriptOptions(
  usage,
  { keep: { type: "boolean" } },
  ({ values: { keep }, positionals }) => {
    const unknown = positionals.find((name) => !names.includes(name));
    if (unknown !== undefined) return `There is no benchmark ${unknown}.`;
    return keep === true && positionals.length > 0 ? "--keep takes no names." : undefined;
  },
);

const began = performance.now();
const benchmarks: BenchmarkResults[] = [];
const chosen = wanted.length > 0 ? names.filter((one) => wanted.includes(one)) : names;
using progress = new Progress("Benchmarks");
for (const [index, name] of chosen.entries()) {
  progress.at(index, chosen.length);
  const module = pathToFileURL(join(import.meta.dirname, `${name}.bench.ts`)).href;
  const { title, about, run } = ((await import(module)) as { default: Benchmark }).default;
  print(`${title} (${name})`);
  const results = [...(await run())];
  benchmarks.push({ name, title, about, results });
  for (const result of results) {
    for (const line of formatResult(result)) print(`  ${line}`);
    if (promiseOf(result)?.met === false) process.exitCode = 1;
    if (result.kind === "unmeasured" && process.env["CI"] === "true") process.exitCode = 1;
  }
}

const [processor] = cpus();
const results: Results = {
  measuredOn: new Date().toISOString().slice(0, 10),
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  processors: cpus().length,
  processor: processor?.model ?? "unknown",
  seconds: Math.round((performance.now() - began) / 1000),
  benchmarks,
};
const kept = fileURLToPath(new URL(values.keep ? "results.json" : "../reports/bench.json", import.meta.url));
await mkdir(join(kept, ".."), { recursive: true });
await writeFile(kept, `${JSON.stringify(results, undefined, 2)}\n`);
print(
  `${results.seconds} seconds; the figures are in ${kept}${values.keep ? ", and `npm run docs` puts them on a page" : ""}`,
);

function print(line: string): void {
  clearProgress();
  process.stdout.write(`${line}\n`);
}
