import type { ScenarioResult } from "../verdicts/scenario-result.ts";

/** A result to judge, count or report: a passed scenario, unless said otherwise. */
export function resultWith(fields: Partial<ScenarioResult> = {}): ScenarioResult {
  const { verdict = "passed" } = fields;
  return {
    id: "CARD-01",
    name: "a scenario",
    feature: "A feature",
    location: { file: "features/a.feature", line: 3 },
    requirements: [],
    verdict,
    ...(verdict === "passed" ? {} : { reason: "because" }),
    steps: [{ text: "something happens", status: verdict === "passed" ? "passed" : "failed" }],
    evidence: [],
    durationMs: 1500,
    ...fields,
  };
}
