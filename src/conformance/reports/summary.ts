import { styleText } from "node:util";
import type { RequirementCoverage } from "../requirements/coverage.ts";
import { type ScenarioResult, type Verdict, verdicts } from "../verdicts/verdict.ts";

const colours = {
  passed: "green",
  failed: "red",
  error: "red",
  warning: "yellow",
  review: "yellow",
  skipped: "cyan",
  "not applicable": "gray",
  "not tested yet": "gray",
} as const satisfies Record<Verdict | "not tested yet", string>;

/** The end of a run on a terminal: each requirement with its verdict, then each scenario that did not pass. */
export function summaryText(
  coverage: readonly RequirementCoverage[],
  results: readonly ScenarioResult[],
  durationMs: number,
): string {
  return [
    "",
    "Requirements",
    ...coverage.map(requirementLine),
    "",
    ...results.filter(({ verdict }) => verdict !== "passed").flatMap(problemLines),
    totalLine(results, durationMs),
    "",
  ].join("\n");
}

function requirementLine({ requirement, verdict, scenarios }: RequirementCoverage): string {
  const count = scenarios.length === 0 ? "" : ` (${scenarios.length})`;
  return `  ${requirement.id.padEnd(12)} ${paint(verdict, verdict.padEnd(14))} ${requirement.requirement}${count}`;
}

function problemLines({ id, name, location, verdict, reason }: ScenarioResult): string[] {
  return [
    `${paint(verdict, verdict)}: ${id} ${name}`,
    `  ${location.file}:${location.line}`,
    ...(reason ?? "").split("\n").map((line) => `  ${line}`),
    "",
  ];
}

function totalLine(results: readonly ScenarioResult[], durationMs: number): string {
  const counts = verdicts
    .map((verdict) => ({ verdict, count: results.filter((result) => result.verdict === verdict).length }))
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => paint(verdict, `${count} ${verdict}`));
  const scenarios = `${results.length} scenario${results.length === 1 ? "" : "s"}`;
  return `${scenarios}: ${counts.join(", ") || "none ran"} in ${(durationMs / 1000).toFixed(1)} s`;
}

function paint(verdict: Verdict | "not tested yet", text: string): string {
  return styleText(colours[verdict], text, { stream: process.stdout });
}
