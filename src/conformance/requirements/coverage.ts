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
}

/** Requirement by requirement: what was tested, and with what verdict. */
export function coverageOf(
  requirements: readonly Requirement[],
  results: readonly ScenarioResult[],
): readonly RequirementCoverage[] {
  return requirements.map((requirement) => {
    const scenarios = results.filter((result) => result.requirements.includes(requirement.id));
    const verdict = verdictOver(scenarios) ?? (requirement.notTestable === undefined ? "not tested" : "not testable");
    return { requirement, verdict, scenarios };
  });
}

/** Scenarios that were not judged say something of the requirement only where none was. */
function verdictOver(scenarios: readonly ScenarioResult[]): Verdict | undefined {
  const all = scenarios.map(({ verdict }) => verdict);
  const judged = all.filter(wasJudged);
  return worst(judged.length > 0 ? judged : all);
}
