import { readFileSync } from "node:fs";
import { htmlText } from "../../foundation/printable.ts";
import { type CoverageVerdict, coverageVerdicts } from "../requirements/coverage.ts";
import { verdicts } from "../verdicts/verdict.ts";
import { findingsOf } from "./findings.ts";
import { countByReason } from "./not-applicable.ts";
import type { Report } from "./report.ts";
import { render } from "./templates.ts";
import { withoutCardLine } from "./without-card.ts";

/** Verdicts whose requirements nobody has to look at. */
const quiet: readonly CoverageVerdict[] = ["passed", "not applicable", "not tested", "not testable"];

/**
 * One page with nothing to load: the verdict, what did not pass with its evidence, the requirements, the scenarios. It can be
 * read where styles and scripts are blocked, as Jenkins does; what needs the script is not shown without it.
 */
export function htmlPage(report: Report): string {
  const counts = verdicts.map((verdict) => ({ verdict, count: report.counts[verdict] ?? 0 }));
  const problems = report.scenarios.filter(
    ({ verdict, expected }) => (verdict !== "passed" && verdict !== "not applicable") || !expected,
  );
  const notApplicable = [...countByReason(report.scenarios)].map(([reason, count]) => ({ reason, count }));
  const byVerdict = Map.groupBy(report.requirements, ({ verdict }) => verdict);
  const requirements = coverageVerdicts.flatMap((verdict) => {
    const rows = byVerdict.get(verdict);
    return rows === undefined ? [] : [[verdict, rows]];
  });
  const page = render("html-page.njk", {
    report,
    onlySignIns: report.scenarios.length === 0 && report.signIns !== undefined,
    problems,
    notApplicable,
    quiet,
    requirements,
    features: Map.groupBy(report.scenarios, ({ feature }) => feature),
    findings: findingsOf(report),
    withoutCard: withoutCardLine(report),
    counts: counts.filter(({ count }) => count > 0),
    style: asset("report.css"),
    script: asset("report.js"),
  });
  return htmlText(page);
}

function asset(name: string): string {
  return readFileSync(new URL(`assets/${name}`, import.meta.url), "utf8");
}
