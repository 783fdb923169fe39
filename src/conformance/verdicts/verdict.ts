/**
 * What can be said of one scenario, worst first:
 * error: the testkit or the target broke before anything could be judged; failed: the behaviour is wrong;
 * warning: right, with a reservation; review: a person has to look; skipped: could not run here;
 * not applicable: makes no sense on this target; passed: the behaviour is right.
 */
export const verdicts = ["error", "failed", "warning", "review", "skipped", "not applicable", "passed"] as const;

export type Verdict = (typeof verdicts)[number];

/** Verdicts that make a run fail unless they were expected. */
export function isUnexpected(verdict: Verdict): boolean {
  return verdict === "error" || verdict === "failed";
}

/** The worst of several verdicts; undefined of none. */
export function worst(of: readonly Verdict[]): Verdict | undefined {
  return verdicts.find((verdict) => of.includes(verdict));
}

export interface ScenarioResult {
  /** The scenario's stable id, such as NETWORK-01. */
  readonly id: string;
  readonly name: string;
  readonly feature: string;
  /** Where it stands: path of the feature file below the package, and line of the scenario or example row. */
  readonly location: { readonly file: string; readonly line: number };
  readonly requirements: readonly string[];
  readonly verdict: Verdict;
  /** What went wrong, for every verdict but passed. */
  readonly reason?: string;
  readonly durationMs: number;
}
