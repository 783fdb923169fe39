import { xmlText } from "../../foundation/printable.ts";
import type { Report, ReportedScenario } from "./report.ts";
import { render } from "./templates.ts";

/**
 * JUnit XML as Jenkins's junit-10.xsd and Surefire's schema both have it: one suite, whose classes are the features. What
 * is expected does not fail; what did not pass, though expected, is skipped.
 */
export function junitXml(report: Report): string {
  const scenarios = report.scenarios.map((scenario) => ({
    ...scenario,
    outcome: outcomeOf(scenario),
    message: messageOf(scenario),
    detail: `${messageOf(scenario)}\n${scenario.location.file}:${scenario.location.line}`,
  }));
  const countOf = (outcome: string) => scenarios.filter((one) => one.outcome === outcome).length;
  const count = { failure: countOf("failure"), error: countOf("error"), skipped: countOf("skipped") };
  return xmlText(render("junit.njk", { report, scenarios, count }));
}

function outcomeOf({ verdict, expected }: ReportedScenario): "error" | "failure" | "skipped" | undefined {
  if (!expected) return verdict === "error" ? "error" : "failure";
  return verdict === "passed" ? undefined : "skipped";
}

/** The reason, and before it what the outcome's type does not say. */
function messageOf({ verdict, expected, reason = verdict, expectation }: ReportedScenario): string {
  if (expectation === undefined) return expected && reason !== verdict ? `${verdict}: ${reason}` : reason;
  return `${verdict}, ${expectation.verdict} is expected (${expectation.reason})${reason === verdict ? "" : `: ${reason}`}`;
}
