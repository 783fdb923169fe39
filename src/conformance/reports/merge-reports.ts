import type { SignInFile } from "../../control-api/timeline/timeline-control.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Requirement } from "../requirements/requirements.ts";
import { exitCodeOf, exitCodes } from "../verdicts/exit-code.ts";
import type { Judgement } from "../verdicts/judgement.ts";
import { keyOf } from "../verdicts/scenario-result.ts";
import { type Report, reportOf } from "./report.ts";

/**
 * Makes one report of the reports of shards, with shared sign-ins to show beside them. Throws CONFIGURATION_INVALID if
 * they do not belong together.
 */
export function mergeReports(
  reports: readonly Report[],
  requirements: readonly Requirement[],
  files: readonly SignInFile[] = [],
): Report {
  const [first] = reports;
  const [file] = files;
  if (first === undefined && file !== undefined) return reportOfSignIns([file, ...files.slice(1)]);
  if (first === undefined) throw doNotBelongTogether("there is none");
  for (const { target, testkit } of reports) {
    if (target !== first.target) throw doNotBelongTogether(`targets ${first.target} and ${target}`);
    if (testkit !== first.testkit) throw doNotBelongTogether(`versions ${first.testkit} and ${testkit}`);
  }
  const scenarios = reports.flatMap((report) => report.scenarios);
  const keys = scenarios.map(keyOf);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined) throw doNotBelongTogether(`${twice} is in two of them`);
  const judgements = scenarios.map(({ expected, expectation, ...result }) => {
    return { result, expected, ...(expectation === undefined ? {} : { expectation }) } as Judgement;
  });
  const signIns = [...reports.flatMap((report) => report.signIns ?? []), ...files.map(({ signIn }) => signIn)];
  const merged = reportOf({
    testkit: first.testkit,
    target: first.target,
    configurationFile: first.configurationFile,
    startedAt: new Date(Math.min(...reports.map(({ startedAt }) => Date.parse(startedAt)))),
    durationMs: Math.max(...reports.map(({ durationMs }) => durationMs)),
    requirements,
    judgements,
    asExpected: exitCodeOf(judgements) === exitCodes.asExpected,
  });
  return signIns.length === 0 ? merged : { ...merged, signIns };
}

/** Sign-ins to show, and no run: nothing in it has a verdict. */
function reportOfSignIns(files: readonly [SignInFile, ...SignInFile[]]): Report {
  const signIns = files.map(({ signIn }) => signIn);
  const times = signIns.map(({ startedAt }) => Date.parse(startedAt));
  const report = reportOf({
    testkit: files[0].testkit,
    target: "sign-ins of a control panel",
    startedAt: new Date(Math.min(...times)),
    durationMs: 0,
    requirements: [],
    judgements: [],
    asExpected: false,
  });
  return { ...report, signIns };
}

function doNotBelongTogether(reason: string): TestkitError {
  return new TestkitError("CONFIGURATION_INVALID", { setting: "the reports to merge", reason });
}
