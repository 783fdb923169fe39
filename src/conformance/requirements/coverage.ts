import { type ScenarioResult, type Verdict, worst } from "../verdicts/verdict.ts";
import type { Requirement } from "./requirements.ts";

export interface RequirementCoverage {
  readonly requirement: Requirement;
  /** The worst verdict of its scenarios; "not tested yet" where none ran. */
  readonly verdict: Verdict | "not tested yet";
  readonly scenarios: readonly ScenarioResult[];
}

/** Requirement by requirement: what was tested, and with what verdict. */
export function coverageOf(
  requirements: readonly Requirement[],
  results: readonly ScenarioResult[],
): readonly RequirementCoverage[] {
  return requirements.map((requirement) => {
    const scenarios = results.filter((result) => result.requirements.includes(requirement.id));
    const verdict = worst(scenarios.map((scenario) => scenario.verdict)) ?? "not tested yet";
    return { requirement, verdict, scenarios };
  });
}
