import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { verdicts, wasJudged, worst, type Verdict } from "../verdicts/verdict.ts";
import type { Requirement } from "./requirements.ts";

export const coverageVerdicts = [...verdicts, "not tested", "not testable"] as const;
export type CoverageVerdict = (typeof coverageVerdicts)[number];

export interface RequirementCoverage {
  readonly requirement: Requirement;
  /** The worst verdict of its scenarios; "not tested" where none of them ran, "not testable" where there can be none. */
  readonly verdict: CoverageVerdict;
  readonly scenarios: readonly ScenarioResult[];
  /** How many of its scenarios were judged. */
  readonly judged: number;
  /** Why others were not, or only with a reservation: each reason once, with how many scenarios have it. */
  readonly reservations: readonly Reservation[];
}

export interface Reservation {
  readonly verdict: Verdict;
  readonly reason: string;
  readonly count: number;
}

/** Requirement by requirement: what was tested, and with what verdict. */
export function coverageOf(
  requirements: readonly Requirement[],
  results: readonly ScenarioResult[],
): readonly RequirementCoverage[] {
  return requirements.map((requirement) => {
    const scenarios = results.filter((result) => result.requirements.includes(requirement.id));
    const verdict = verdictOver(scenarios) ?? (requirement.notTestable === undefined ? "not tested" : "not testable");
    const judged = scenarios.filter((result) => wasJudged(result.verdict)).length;
    return { requirement, verdict, scenarios, judged, reservations: reservationsOf(scenarios) };
  });
}

/** Ignores skipped and not applicable scenarios, unless there are no others. */
function verdictOver(scenarios: readonly ScenarioResult[]): Verdict | undefined {
  const all = scenarios.map(({ verdict }) => verdict);
  const judged = all.filter(wasJudged);
  return worst(judged.length > 0 ? judged : all);
}

function reservationsOf(scenarios: readonly ScenarioResult[]): Reservation[] {
  const reservations = new Map<string, Reservation>();
  for (const { verdict, reason = "no reason was given" } of scenarios) {
    if (verdict !== "warning" && wasJudged(verdict)) continue;
    const known = reservations.get(reason);
    reservations.set(reason, { verdict, reason, count: (known?.count ?? 0) + 1 });
  }
  return [...reservations.values()];
}
