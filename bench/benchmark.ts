import type { Result } from "./results.ts";

/** A benchmark: the default export of a file `<name>.bench.ts` in this folder. */
export interface Benchmark {
  readonly title: string;
  /** What is measured, and how, for the page of the figures: Markdown. */
  readonly about: string;
  readonly run: () => Promise<readonly Result[]>;
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

/** The median of the milliseconds that `work` takes, of so many times after a tenth as many to warm up. */
export async function medianOf(times: number, work: () => unknown): Promise<number> {
  for (let warm = 0; warm < times / 10; warm++) await work();
  const taken: number[] = [];
  for (let time = 0; time < times; time++) taken.push(await timed(work));
  return median(taken);
}

export interface Turns {
  readonly rounds: number;
  /** How often each side does its work in one turn. */
  readonly perTurn: number;
}

/** Milliseconds that each side takes for one piece of work. They take turns, so that what else the machine does falls on all. */
export async function byTurns<Side extends string>(
  { rounds, perTurn }: Turns,
  sides: Readonly<Record<Side, () => unknown>>,
): Promise<Readonly<Record<Side, number>>> {
  const names = Object.keys(sides) as Side[];
  const taken = Object.fromEntries(names.map((name) => [name, 0])) as Record<Side, number>;
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const time = await timed(async () => {
        for (let number = 0; number < perTurn; number++) await sides[name]();
      });
      if (round > 0) taken[name] += time / (rounds * perTurn);
    }
  }
  return taken;
}
