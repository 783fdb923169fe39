import { z } from "zod";

const figure = z.strictObject({
  kind: z.literal("figure"),
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  atLeast: z.number().optional(),
  below: z.number().optional(),
});

const comparison = z.strictObject({
  kind: z.literal("comparison"),
  name: z.string(),
  unit: z.string(),
  better: z.enum(["higher", "lower"]),
  /** Ours first. */
  sides: z.tuple([side(), side()]).rest(side()),
  /** How many times as fast as the second side the first has to be. */
  atLeast: z.number().optional(),
});

const growth = z.strictObject({
  kind: z.literal("growth"),
  name: z.string(),
  unit: z.string(),
  /** What grows from point to point. */
  of: z.string(),
  points: z.array(z.strictObject({ at: z.int(), value: z.number() })).min(2),
  /** What the last point may be at most, as a multiple of the first. */
  atMost: z.number().optional(),
});

const unmeasured = z.strictObject({ kind: z.literal("unmeasured"), name: z.string(), because: z.string() });

function side() {
  return z.strictObject({ name: z.string(), value: z.number() });
}

/** What one run of the benchmarks measured, and on what. */
export const resultsSchema = z.strictObject({
  measuredOn: z.iso.date(),
  node: z.string(),
  platform: z.string(),
  processors: z.int(),
  processor: z.string(),
  /** How long the whole run took. */
  seconds: z.number(),
  benchmarks: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      about: z.string(),
      results: z.array(z.discriminatedUnion("kind", [figure, comparison, growth, unmeasured])),
    }),
  ),
});

export type Results = z.infer<typeof resultsSchema>;
export type BenchmarkResults = Results["benchmarks"][number];

/** One number. */
export type Figure = z.infer<typeof figure>;
/** The same work done by us and by others, by turns in the same run. */
export type Comparison = z.infer<typeof comparison>;
/** What the same work costs as something grows. */
export type Growth = z.infer<typeof growth>;
/** What cannot be measured on this machine, and why. */
export type Unmeasured = z.infer<typeof unmeasured>;
export type Result = Figure | Comparison | Growth | Unmeasured;

/** How many times as fast as another side the first is. */
export function timesAsFast({ better, sides: [ours] }: Comparison, other: Comparison["sides"][number]): number {
  return better === "higher" ? ours.value / other.value : other.value / ours.value;
}

/** A point as a multiple of the first. */
export function timesTheFirst({ points }: Growth, { value }: Growth["points"][number]): number {
  return value / (points[0]?.value ?? Number.NaN);
}

/** What was promised of a result, as text, and whether it holds; undefined if nothing was. */
export function promiseOf(result: Result): { readonly words: string; readonly met: boolean } | undefined {
  if (result.kind === "figure") {
    const { value, unit, atLeast, below } = result;
    if (atLeast !== undefined) return { words: `at least ${figureOf(atLeast, unit)}`, met: value >= atLeast };
    if (below !== undefined) return { words: `below ${figureOf(below, unit)}`, met: value < below };
  }
  if (result.kind === "comparison" && result.atLeast !== undefined) {
    const [, second] = result.sides;
    const words = `at least ${result.atLeast} times as fast as ${second.name}`;
    return { words, met: timesAsFast(result, second) >= result.atLeast };
  }
  if (result.kind === "growth" && result.atMost !== undefined) {
    const last = result.points.at(-1);
    const words = `the last at most ${result.atMost} times the first`;
    return { words, met: last !== undefined && timesTheFirst(result, last) <= result.atMost };
  }
  return undefined;
}

/** A value as a person reads it: two significant digits, and no fewer than all before the point. */
export function figureOf(value: number, unit: string): string {
  const number = value >= 100 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(2)));
  return unit === "" ? number : `${number} ${unit}`;
}
