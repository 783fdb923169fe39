import { z } from "zod";

const measurement = z.strictObject({
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  atLeast: z.number().optional(),
  below: z.number().optional(),
});
const skipped = z.strictObject({ skipped: z.string() });

/** What one run of the benchmarks measured. */
export const resultsSchema = z.strictObject({
  measuredOn: z.iso.date(),
  node: z.string(),
  platform: z.string(),
  processors: z.int(),
  processor: z.string(),
  /** How long the whole run took. */
  seconds: z.number(),
  benchmarks: z.record(z.string(), z.array(z.union([measurement, skipped.extend({ name: z.string() })])).or(skipped)),
});

export type Results = z.infer<typeof resultsSchema>;

/** One figure of a benchmark, and what it has to be where something was promised. */
export type Measurement = Readonly<z.infer<typeof measurement>>;

/** A figure that cannot be measured here, and why. */
export interface Unmeasured {
  readonly name: string;
  readonly skipped: string;
}

/** A benchmark: a file `<name>.bench.ts` in this folder whose default export is one. */
export type Benchmark = () => Promise<readonly (Measurement | Unmeasured)[] | { readonly skipped: string }>;

/** A figure as a person reads it. */
export function figure({ value, unit }: Measurement): string {
  const number = value >= 100 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(2)));
  return `${number} ${unit}`;
}

export function isMet({ value, atLeast, below }: Measurement): boolean {
  return (atLeast === undefined || value >= atLeast) && (below === undefined || value < below);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** Milliseconds that `work` took. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
