import type { Comparison, Growth, Result, Side } from "./results.ts";

/** What ours is as a multiple of another side. */
export function ratioTo({ sides: [ours] }: Comparison, other: Side): number {
  return ours.value / other.value;
}

/** How many times the first point another is. */
export function timesTheFirst({ points: [first] }: Growth, { value }: Growth["points"][number]): number {
  return value / (first?.value ?? Number.NaN);
}

/** What was promised of a result, as text, and whether it holds. */
export interface Promised {
  readonly words: string;
  readonly met: boolean;
}

/** What was promised of ours against another side; undefined if nothing was. */
export function promiseAgainst(comparison: Comparison, other: Side): Promised | undefined {
  const { times } = other;
  if (times === undefined) return undefined;
  const ratio = ratioTo(comparison, other);
  return comparison.better === "lower"
    ? { words: `at most ${times} times`, met: ratio <= times }
    : { words: `at least ${times} times`, met: ratio >= times };
}

/** All that was promised of a result. */
export function promisesOf(result: Result): readonly Promised[] {
  switch (result.kind) {
    case "figure": {
      const { value, unit, atLeast, below } = result;
      return [
        ...(atLeast === undefined ? [] : [{ words: `at least ${figureOf(atLeast, unit)}`, met: value >= atLeast }]),
        ...(below === undefined ? [] : [{ words: `below ${figureOf(below, unit)}`, met: value < below }]),
      ];
    }
    case "comparison":
      return result.sides.flatMap((side) => promiseAgainst(result, side) ?? []);
    case "growth": {
      const last = result.points.at(-1);
      if (result.atMost === undefined || last === undefined) return [];
      const words = `the last is at most ${result.atMost} times the first`;
      return [{ words, met: timesTheFirst(result, last) <= result.atMost }];
    }
    case "unmeasured":
      return [];
  }
}

/** A value as a person reads it: two significant digits, and no fewer than all before the point. */
export function figureOf(value: number, unit: string): string {
  const number = value >= 100 ? Math.round(value).toLocaleString("en-GB") : String(Number(value.toPrecision(2)));
  return unit === "" ? number : `${number} ${unit}`;
}
