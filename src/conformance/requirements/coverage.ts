import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { verdicts, wasJudged, worst } from "../verdicts/verdict.ts";
import type { Requirement } from "./requirements.ts";

export const coverageVerdicts = [...verdicts, "not tested yet"] as const;
export type CoverageVerdict = (typeof coverageVerdicts)[number];

export interface RequirementCoverage {
  readonly requirement: Requirement;
  /** The worst verdict of its scenarios; "not tested yet" where it has none. */
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
    return { requirement, verdict: verdictOver(scenarios), scenarios };
  });
}

/** Scenarios that were not judged say something of the requirement only where none was. */
function verdictOver(scenarios: readonly ScenarioResult[]): CoverageVerdict {
  const all = scenarios.map(({ verdict }) => verdict);
  const judged = all.filter(wasJudged);
  return worst(judged.length > 0 ? judged : all) ?? "not tested yet";
}
