import * as util from "node:util"; // Node 18 has no styleText, and could not link its name.
import { lineOfText, terminalText } from "../../foundation/printable.ts";
import type { CoverageVerdict } from "../requirements/coverage.ts";
import { entryFor } from "../verdicts/judgement.ts";
import { keyOf } from "../verdicts/scenario-result.ts";
import { verdicts } from "../verdicts/verdict.ts";
import { findingsOf } from "./findings.ts";
import { countByReason } from "./not-applicable.ts";
import type { Report, ReportedScenario } from "./report.ts";
import { withoutCardLine } from "./without-card.ts";

const colours = {
  passed: "green",
  failed: "red",
  error: "red",
  warning: "yellow",
  review: "yellow",
  skipped: "cyan",
  "not applicable": "gray",
  "not tested": "gray",
  "not testable": "gray",
} as const satisfies Record<CoverageVerdict, string>;

/** The end of a run on a terminal: requirements, what did not pass, what to paste to accept it, the count. */
export function summaryText(report: Report): string {
  const problems = report.scenarios.filter(({ verdict, expected }) => !expected || isNotable(verdict));
  const unexpected = problems.filter(({ expected, verdict }) => !expected && verdict === "failed");
  return [
    "",
    "Requirements",
    ...report.requirements.filter(({ verdict }) => !isUnjudged(verdict)).flatMap(requirementLines),
    ...unjudged.flatMap((verdict) => unjudgedLine(report, verdict)),
    "",
    ...problems.flatMap(problemLines),
    ...findingLines(report),
    ...(unexpected.length === 0 ? [] : ["To accept a failure, add this to the file of expected outcomes:", ...unexpected.map(entry), ""]),
    totalLine(report),
    ...notApplicableLines(report),
    ...withoutCardLines(report),
    "",
  ].join("\n");
}

/** The same for those who want to read nothing if all is as expected: what is not, and the count. */
export function briefSummaryText(report: Report): string {
  const problems = report.scenarios.filter(({ expected }) => !expected);
  return [...problems.flatMap(problemLines), totalLine(report), ""].join("\n");
}

function isNotable(verdict: ReportedScenario["verdict"]): boolean {
  return verdict !== "passed" && verdict !== "not applicable";
}

/** Verdicts of a requirement of which the run says nothing. */
const unjudged: readonly CoverageVerdict[] = ["not applicable", "not tested", "not testable"];
const mostIds = 8;

function isUnjudged(verdict: CoverageVerdict): boolean {
  return unjudged.includes(verdict);
}

/** All requirements of the verdict in one line, so that they do not bury the others. */
function unjudgedLine({ requirements }: Report, verdict: CoverageVerdict): string[] {
  const ids = requirements.filter((one) => one.verdict === verdict).map(({ id }) => id);
  if (ids.length === 0) return [];
  const more = ids.length > mostIds ? ` and ${ids.length - mostIds} more` : "";
  return [`  ${paint(verdict, `${verdict}:`)} ${lineOfText(ids.slice(0, mostIds).join(", "))}${more}`];
}

/** What was left out for a reason of the target or its kind is counted; what was for another one is told. */
function requirementLines(row: Report["requirements"][number]): string[] {
  const { id, verdict, requirement, scenarios, judged = scenarios.length, reservations = [] } = row;
  const all = scenarios.length;
  const count = all === 0 ? "" : ` (${judged === all ? all : `${judged} of ${all}`})`;
  const told = reservations.filter((one) => one.verdict !== "not applicable");
  return [
    `  ${lineOfText(id).padEnd(12)} ${paint(verdict, verdict.padEnd(14))} ${lineOfText(requirement)}${count}`,
    ...told.map((one) => `${" ".repeat(15)}${paint(one.verdict, one.verdict)}: ${lineOfText(one.reason.split("\n")[0] ?? "")}`),
  ];
}

function problemLines(scenario: ReportedScenario): string[] {
  const { name, location, verdict, expected, expectation, reason } = scenario;
  const known = expectation === undefined ? "" : `, ${expected ? "as" : "not as"} expected (${expectation.reason})`;
  return [
    `${paint(verdict, verdict)}${lineOfText(known)}: ${lineOfText(`${keyOf(scenario)} ${name}`)}`,
    `  ${lineOfText(location.file)}:${location.line}`,
    ...terminalText(reason ?? "")
      .split("\n")
      .map((line) => `  ${line}`),
    "",
  ];
}

/** What to fix, each in one line whatever number of scenarios found it. */
function findingLines(report: Report): string[] {
  const lines = findingsOf(report).map(({ level, cure, url, scenarios }) => {
    const [first = "", ...others] = scenarios;
    const found = others.length === 0 ? first : `${first} and ${others.length} more`;
    return lineOfText(`${level}: ${cure} (${found}) ${url}`);
  });
  return lines.length === 0 ? [] : ["What to fix", ...lines.map((line) => `  ${line}`), ""];
}

function entry(scenario: ReportedScenario): string {
  return `  ${lineOfText(entryFor(scenario))}`;
}

function totalLine({ counts, scenarios, durationMs }: Report): string {
  const totals = verdicts
    .filter((verdict) => counts[verdict])
    .map((verdict) => paint(verdict, `${counts[verdict] ?? 0} ${verdict}`));
  const number = `${scenarios.length} scenario${scenarios.length === 1 ? "" : "s"}`;
  return `${number}: ${totals.join(", ") || "none ran"} in ${(durationMs / 1000).toFixed(1)} s`;
}

/** Scenarios that say nothing of this target, counted by why. */
function notApplicableLines({ scenarios }: Report): string[] {
  return [...countByReason(scenarios)].map(([reason, count]) => paint("not applicable", `  ${count} not applicable: ${lineOfText(reason)}`));
}

function withoutCardLines(report: Report): string[] {
  const line = withoutCardLine(report);
  return line === undefined ? [] : [`  ${lineOfText(line)}`];
}

function paint(verdict: CoverageVerdict, text: string): string {
  return util.styleText(colours[verdict], text, { stream: process.stdout });
}
