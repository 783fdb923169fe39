// Runs every benchmark, or those whose names are given, one after the other; exit 1 when a promised figure is missed.
// The figures go to reports/bench.json; with --keep, which takes no names, to bench/results.json.
import { glob, mkdir, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { figure, isMet, type Benchmark, type Measurement, type Results, type Unmeasured } from "./measurement.ts";

const { values, positionals: wanted } = parseArgs({ options: { keep: { type: "boolean" } }, allowPositionals: true });
if (values.keep && wanted.length > 0) throw new Error("--keep keeps a whole run: name no benchmarks with it");

const files: string[] = [];
for await (const file of glob("*.bench.ts", { cwd: import.meta.dirname })) files.push(file);

const began = performance.now();
const benchmarks: Results["benchmarks"] = {};
for (const file of files.sort()) {
  const name = basename(file, ".bench.ts");
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { default: run } = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as {
    default: Benchmark;
  };
  const result = await run();
  benchmarks[name] = "skipped" in result ? result : [...result];
  print(`${name}:`);
  if ("skipped" in result && process.env["CI"] === "true") process.exitCode = 1;
  for (const one of "skipped" in result ? [{ name, ...result }] : result) report(one);
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
print(`${results.seconds} seconds; the figures are in ${kept}`);

function report(one: Measurement | Unmeasured): void {
  if ("skipped" in one) {
    print(`  ${one.name}: skipped, ${one.skipped}`);
    return;
  }
  print(`  ${inWords(one)}`);
  if (!isMet(one)) process.exitCode = 1;
}

function inWords(measurement: Measurement): string {
  const { name, atLeast, below } = measurement;
  const promise = atLeast === undefined ? (below === undefined ? "" : `, below ${below}`) : `, at least ${atLeast}`;
  const verdict = promise === "" ? "" : `${promise}: ${isMet(measurement) ? "met" : "MISSED"}`;
  return `${name.padEnd(68)} ${figure(measurement).padStart(14)}${verdict}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
