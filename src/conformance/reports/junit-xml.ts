import { stripVTControlCharacters } from "node:util";
import type { Report, ReportedScenario } from "./report.ts";
import { render } from "./templates.ts";

/** JUnit XML: a suite a feature. What is expected does not fail; what did not pass, though expected, is skipped. */
export function junitXml(report: Report): string {
  const withOutcomes = report.scenarios.map((scenario) => ({
    ...scenario,
    outcome: outcomeOf(scenario),
    detail: printable(detailOf(scenario)),
  }));
  return render("junit.njk", { report, features: Map.groupBy(withOutcomes, ({ feature }) => feature) });
}

function outcomeOf({ verdict, expected }: ReportedScenario): "error" | "failure" | "skipped" | undefined {
  if (!expected) return verdict === "error" ? "error" : "failure";
  return verdict === "passed" ? undefined : "skipped";
}

function detailOf({ verdict, reason, expectation }: ReportedScenario): string {
  const expected = expectation === undefined ? "" : ` (${expectation.verdict} is expected: ${expectation.reason})`;
  return `${verdict}${expected}${reason === undefined ? "" : `: ${reason}`}`;
}

/** XML 1.0 has no control characters but tab and line breaks, not even escaped. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what has to go
  return stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "\ufffd");
}
