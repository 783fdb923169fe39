/** The value in the middle, or the mean of the two there. NaN if there is none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? Number.NaN) + (sorted[Math.floor(half)] ?? Number.NaN)) / 2;
}

/** Milliseconds that the work took. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The median of the milliseconds that the work takes, of so many times after a tenth as many to warm up. */
export async function medianOf(times: number, work: () => unknown): Promise<number> {
  for (let warm = 0; warm < times / 10; warm++) await work();
  const taken: number[] = [];
  for (let time = 0; time < times; time++) taken.push(await timed(work));
  return median(taken);
}
