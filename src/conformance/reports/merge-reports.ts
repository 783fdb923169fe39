import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Requirement } from "../requirements/requirements.ts";
import { exitCodeOf, exitCodes } from "../verdicts/exit-code.ts";
import type { Judgement } from "../verdicts/judgement.ts";
import { keyOf } from "../verdicts/scenario-result.ts";
import { type Report, reportOf } from "./report.ts";

/** Makes one report of the reports of shards. Throws CONFIGURATION_INVALID where they do not belong together. */
export function mergeReports(reports: readonly Report[], requirements: readonly Requirement[]): Report {
  const [first] = reports;
  if (first === undefined) throw doNotBelongTogether("there is none");
  for (const { target, testkit } of reports) {
    if (target !== first.target) throw doNotBelongTogether(`targets ${first.target} and ${target}`);
    if (testkit !== first.testkit) throw doNotBelongTogether(`versions ${first.testkit} and ${testkit}`);
  }
  const scenarios = reports.flatMap((report) => report.scenarios);
  const keys = scenarios.map(keyOf);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw doNotBelongTogether(`${twice} stands in two of them`);
  const judgements = scenarios.map(({ expected, expectation, ...result }) => {
    return { result, expected, ...(expectation === undefined ? {} : { expectation }) } as Judgement;
  });
  return reportOf({
    testkit: first.testkit,
    target: first.target,
    configurationFile: first.configurationFile,
    startedAt: new Date(Math.min(...reports.map(({ startedAt }) => Date.parse(startedAt)))),
    durationMs: Math.max(...reports.map(({ durationMs }) => durationMs)),
    requirements,
    judgements,
    asExpected: exitCodeOf(judgements) === exitCodes.asExpected,
  });
}

function doNotBelongTogether(reason: string): TestkitError {
  return new TestkitError("CONFIGURATION_INVALID", { setting: "the reports to merge", reason });
}
