import type { ReportedScenario } from "./report.ts";

/** How many scenarios were not applicable for each reason, the most frequent first. */
export function countByReason(scenarios: readonly ReportedScenario[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { verdict, reason = "no reason was given" } of scenarios) {
    if (verdict === "not applicable") counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return new Map([...counts].sort(([, one], [, other]) => other - one));
}
