// Runs every benchmark, or those whose names are given, one after the other; exit 1 when a promised figure is missed.
import { glob } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isMet, type Benchmark, type Measurement } from "./measurement.ts";

const wanted = process.argv.slice(2);
const files: string[] = [];
for await (const file of glob("*.bench.ts", { cwd: import.meta.dirname })) files.push(file);

for (const file of files.sort()) {
  const name = basename(file, ".bench.ts");
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { default: run } = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as {
    default: Benchmark;
  };
  const result = await run();
  if ("skipped" in result) {
    print(`${name}: skipped, ${result.skipped}`);
    if (process.env["CI"] === "true") process.exitCode = 1;
    continue;
  }
  print(`${name}:`);
  for (const measurement of result) {
    print(`  ${inWords(measurement)}`);
    if (!isMet(measurement)) process.exitCode = 1;
  }
}

function inWords(measurement: Measurement): string {
  const { name, value, unit, atLeast, below } = measurement;
  const figure = value >= 1000 ? Math.round(value).toLocaleString("en-GB") : value.toPrecision(3);
  const promise = atLeast === undefined ? (below === undefined ? "" : `, below ${below}`) : `, at least ${atLeast}`;
  const verdict = promise === "" ? "" : `${promise}: ${isMet(measurement) ? "met" : "MISSED"}`;
  return `${name.padEnd(62)} ${figure.padStart(10)} ${unit}${verdict}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
