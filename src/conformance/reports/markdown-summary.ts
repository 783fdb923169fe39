import { markdownText } from "../../foundation/printable.ts";
import { keyOf } from "../verdicts/scenario-result.ts";
import { verdicts } from "../verdicts/verdict.ts";
import type { Report } from "./report.ts";
import { withoutCardLine } from "./without-card.ts";

/** The run in GitHub's Markdown, for the summary page of a workflow step. */
export function markdownSummary(report: Report): string {
  const { asExpected, target, configurationFile, counts, requirements, scenarios } = report;
  const totals = verdicts.filter((verdict) => counts[verdict]).map((verdict) => `${counts[verdict] ?? 0} ${verdict}`);
  const unexpected = scenarios.filter(({ expected }) => !expected);
  const withoutCard = withoutCardLine(report);
  const touched = requirements.filter(({ verdict }) => verdict !== "not tested" && verdict !== "not testable");
  return [
    `## CIS2 conformance on ${markdownText(target)}: ${asExpected ? "as expected" : "not as expected"}`,
    totals.join(", ") || "nothing ran",
    ...(withoutCard === undefined ? [] : [markdownText(withoutCard)]),
    ...(configurationFile === undefined ? [] : [`Configuration file: ${markdownText(configurationFile ?? "none")}`]),
    ...(unexpected.length === 0
      ? []
      : [
          table(
            ["Scenario", "Verdict", "Reason"],
            unexpected.map((one) => [`${keyOf(one)} ${one.name}`, one.verdict, (one.reason ?? "").split("\n")[0] ?? ""]),
          ),
        ]),
    `<details><summary>${touched.length} of ${requirements.length} requirements tested</summary>`,
    table(
      ["Requirement", "Verdict", "What it asks"],
      touched.map(({ id, verdict, requirement, scenarios, judged = scenarios.length }) => {
        const part = judged === 0 || judged === scenarios.length ? "" : ` (${judged} of ${scenarios.length})`;
        return [id, `${verdict}${part}`, requirement];
      }),
    ),
    "</details>",
    ...(["not tested", "not testable"] as const).flatMap((verdict) => {
      const ids = requirements.filter((one) => one.verdict === verdict).map(({ id }) => markdownText(id));
      return ids.length === 0 ? [] : [`${verdict}: ${ids.join(", ")}`];
    }),
    "",
  ].join("\n\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownText).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
