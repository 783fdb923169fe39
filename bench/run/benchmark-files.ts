import { globSync } from "node:fs";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Benchmark } from "../benchmark.ts";

const root = join(import.meta.dirname, "..");
const extension = ".bench.ts";
const files = new Map(
  globSync(`*/*${extension}`, { cwd: root })
    .sort()
    .map((file) => [basename(file, extension), file]),
);

/** The names of all benchmarks, those of a folder together. */
export const benchmarkNames: readonly string[] = [...files.keys()];

export async function loadBenchmark(name: string): Promise<Benchmark> {
  const module = pathToFileURL(join(root, files.get(name) ?? name)).href;
  return ((await import(module)) as { default: Benchmark }).default;
}
