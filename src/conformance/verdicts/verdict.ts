/**
 * What can be said of one scenario, worst first:
 * error: the testkit or the target broke before anything could be judged; failed: the behaviour is wrong;
 * warning: right, with a reservation; review: a person has to look; skipped: could not run here;
 * not applicable: makes no sense on this target; passed: the behaviour is right.
 */
export const verdicts = ["error", "failed", "warning", "review", "skipped", "not applicable", "passed"] as const;

export type Verdict = (typeof verdicts)[number];

/** The worst of several verdicts; undefined of none. */
export function worst(of: readonly Verdict[]): Verdict | undefined {
  return verdicts.find((verdict) => of.includes(verdict));
}

/** Whether something ran that could be judged. */
export function wasJudged(verdict: Verdict): boolean {
  return verdict !== "skipped" && verdict !== "not applicable";
}
