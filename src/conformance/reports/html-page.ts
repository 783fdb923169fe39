import { htmlText } from "../../foundation/printable.ts";
import { verdicts } from "../verdicts/verdict.ts";
import { countByReason } from "./not-applicable.ts";
import type { Report } from "./report.ts";
import { render } from "./templates.ts";

/** One page with nothing to load: the verdict, requirement by requirement, and the evidence of what did not pass. */
export function htmlPage(report: Report): string {
  const counts = verdicts.map((verdict) => ({ verdict, count: report.counts[verdict] ?? 0 }));
  const problems = report.scenarios.filter(
    ({ verdict, expected }) => (verdict !== "passed" && verdict !== "not applicable") || !expected,
  );
  const notApplicable = [...countByReason(report.scenarios)].map(([reason, count]) => ({ reason, count }));
  const page = render("html-page.njk", {
    report,
    problems,
    notApplicable,
    counts: counts.filter(({ count }) => count > 0),
  });
  return htmlText(page);
}
