import { xmlText } from "../../foundation/printable.ts";
import type { Report, ReportedScenario } from "./report.ts";
import { render } from "./templates.ts";

/** JUnit XML: a suite a feature. What is expected does not fail; what did not pass, though expected, is skipped. */
export function junitXml(report: Report): string {
  const withOutcomes = report.scenarios.map((scenario) => ({
    ...scenario,
    outcome: outcomeOf(scenario),
    detail: detailOf(scenario),
  }));
  return xmlText(render("junit.njk", { report, features: Map.groupBy(withOutcomes, ({ feature }) => feature) }));
}

function outcomeOf({ verdict, expected }: ReportedScenario): "error" | "failure" | "skipped" | undefined {
  if (!expected) return verdict === "error" ? "error" : "failure";
  return verdict === "passed" ? undefined : "skipped";
}

function detailOf({ verdict, reason, expectation }: ReportedScenario): string {
  const expected = expectation === undefined ? "" : ` (${expectation.verdict} is expected: ${expectation.reason})`;
  return `${verdict}${expected}${reason === undefined ? "" : `: ${reason}`}`;
}
