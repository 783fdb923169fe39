import { verdicts } from "../verdicts/verdict.ts";
import type { Report } from "./report.ts";
import { render } from "./templates.ts";

/** One page with nothing to load: the verdict, requirement by requirement, and the evidence of what did not pass. */
export function htmlPage(report: Report): string {
  const counts = verdicts.map((verdict) => ({ verdict, count: report.counts[verdict] ?? 0 }));
  const problems = report.scenarios.filter(({ verdict, expected }) => verdict !== "passed" || !expected);
  return render("html-page.njk", { report, problems, counts: counts.filter(({ count }) => count > 0) });
}
