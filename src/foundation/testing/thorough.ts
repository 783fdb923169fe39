import { randomInt } from "node:crypto";

/**
 * Whether this run tries everything (`THOROUGH=1`). Tests of a great many cases that are alike otherwise take
 * a part of them: docs/decisions/0093-thorough-runs.md.
 */
export const isThorough = process.env["THOROUGH"] === "1";

/**
 * All the cases in a thorough run. Otherwise every nth of them, the first and the last always, the others from a random
 * one on, so that runs to come take others. A test says in its failure which case it was.
 */
export function everyNth<T>(n: number, cases: readonly T[], thorough = isThorough): readonly T[] {
  if (thorough) return cases;
  const from = randomInt(n);
  return cases.filter((_, index) => index % n === from || index === 0 || index === cases.length - 1);
}
