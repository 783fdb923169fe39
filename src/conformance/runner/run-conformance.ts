import type { Configuration } from "../config/configuration.ts";
import { lendBed, RelyingPartyBed } from "../relying-party/bed.ts";
import { readReport } from "../reports/read-report.ts";
import { type Report, reportOf } from "../reports/report.ts";
import { writeReports } from "../reports/write-reports.ts";
import { loadRequirements } from "../requirements/requirements.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "../verdicts/exit-code.ts";
import { judge, loadExpectations, unusedExpectations } from "../verdicts/judgement.ts";
import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { makeSureIsReady } from "../targets/ready.ts";
import { type FeatureRun, runFeatures } from "./run-features.ts";

export interface ConformanceRun {
  readonly configuration: Configuration;
  /** The version of the testkit, for the report. */
  readonly testkit: string;
  /** Run again only what did not pass in the report that stands in the report directory. */
  readonly rerun?: boolean;
  readonly onResult?: (result: ScenarioResult) => void;
}

export interface ConformanceOutcome {
  readonly report: Report;
  readonly exitCode: ExitCode;
  /** Ids in the file of expected outcomes that no scenario of this run has. */
  readonly unusedExpectations: readonly string[];
}

/** Runs the features on the target, holds them against what is expected, and writes the reports. */
export async function runConformance(run: ConformanceRun): Promise<ConformanceOutcome> {
  const { reportDir, expected } = run.configuration;
  await makeSureIsReady(run.configuration);
  const expectations = expected === undefined ? {} : loadExpectations(expected);
  const locations = run.rerun ? notPassedIn(reportDir) : undefined;
  const startedAt = new Date();
  const started = performance.now();
  const nothingToRun = locations?.length === 0;
  const results = nothingToRun
    ? []
    : await withTarget(run.configuration, () =>
        runFeatures({
          ...featureRun(run.configuration),
          locations,
          reportDirectory: reportDir,
          onResult: run.onResult,
        }),
      );
  const judgements = judge(results, expectations, startedAt);
  const exitCode = exitCodeOf(judgements);
  const report = reportOf({
    testkit: run.testkit,
    target: run.configuration.target,
    startedAt,
    durationMs: performance.now() - started,
    requirements: loadRequirements(),
    judgements,
    asExpected: exitCode === exitCodes.asExpected,
  });
  await writeReports(report, reportDir);
  const { shard, tags } = run.configuration;
  const isWhole = shard === undefined && tags === undefined && locations === undefined;
  return { report, exitCode, unusedExpectations: isWhole ? unusedExpectations(results, expectations) : [] };
}

/** The scenarios that would run, with verdicts that say nothing. */
export function listScenarios(configuration: Configuration): Promise<readonly ScenarioResult[]> {
  return runFeatures({ ...featureRun(configuration), parallel: 0, dryRun: true });
}

/** What has to be there for the whole of a run is there while `run` runs. */
async function withTarget<T>({ target, relyingParty }: Configuration, run: () => Promise<T>): Promise<T> {
  if (target !== "relying-party" || !relyingParty) return run();
  const bed = await RelyingPartyBed.start(relyingParty);
  lendBed(bed);
  try {
    return await run();
  } finally {
    lendBed(undefined);
    await bed.close();
  }
}

function featureRun({ target, vpcdPort, tags, shard, order, parallel }: Configuration): FeatureRun {
  return { worldParameters: { target, vpcdPort }, tags, shard, order, parallel };
}

function notPassedIn(reportDir: string): ScenarioResult["location"][] {
  return readReport(reportDir)
    .scenarios.filter(({ verdict }) => verdict !== "passed" && verdict !== "not applicable")
    .map(({ location }) => location);
}
