/** One figure of a benchmark, and what it has to be where something was promised. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly atLeast?: number;
  readonly below?: number;
}

/** A benchmark: a file `<name>.bench.ts` in this folder whose default export is one. Undefined: it cannot run here. */
export type Benchmark = () => Promise<readonly Measurement[] | { readonly skipped: string }>;

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
