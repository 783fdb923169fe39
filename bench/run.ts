// Runs every benchmark, or those whose names are given, one after the other; exit 1 when a promised figure is missed.
// The figures go to reports/bench.json; with --keep, which takes no names, to bench/results.json.
import { globSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Benchmark } from "./benchmark.ts";
import { formatResult } from "./format-result.ts";
import { promiseOf, type BenchmarkResults, type Results } from "./results.ts";

const { values, positionals: wanted } = parseArgs({ options: { keep: { type: "boolean" } }, allowPositionals: true });
const files = globSync("*.bench.ts", { cwd: import.meta.dirname }).sort();
const names = files.map((file) => basename(file, ".bench.ts"));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0 || (values.keep && wanted.length > 0)) {
  process.stderr.write(`npm run bench -- [--keep | ${names.join(" | ")}]\n`);
  process.exit(2);
}

const began = performance.now();
const benchmarks: BenchmarkResults[] = [];
for (const name of wanted.length > 0 ? names.filter((one) => wanted.includes(one)) : names) {
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
  process.stdout.write(`${line}\n`);
}
