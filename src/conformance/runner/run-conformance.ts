import type { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Configuration, ScenarioSelection } from "../config/configuration.ts";
import { pathFrom } from "../config/describe-run.ts";
import type { RealCardUse } from "../real-card/real-card-run.ts";
import { readReport } from "../reports/read-report.ts";
import { type Report, reportOf } from "../reports/report.ts";
import { writeReports } from "../reports/write-reports.ts";
import { loadRequirements } from "../requirements/requirements.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "../verdicts/exit-code.ts";
import { judge, loadExpectations, unusedExpectations } from "../verdicts/judgement.ts";
import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { machineVpcdPort } from "../targets/pcsc-target.ts";
import { checkTargetReady } from "../targets/check-target-ready.ts";
import { type FeatureRun, runFeatures } from "./run-features.ts";
import { type ReplayOutcome, type TargetOutcome, withTarget } from "./with-target.ts";

export interface ConformanceRun {
  readonly configuration: Configuration;
  /** The version of the testkit, for the report. */
  readonly testkit: string;
  /** The path of the file with settings, for the report; null if there is none. */
  readonly configurationFile?: string | null | undefined;
  /** Run only the scenarios that did not pass in the existing report. If all passed, keep that report. */
  readonly rerun?: boolean;
  /** Called as each scenario ends, with how many the run has. */
  readonly onResult?: (result: ScenarioResult, planned: number) => void;
  /** For the target reader. */
  readonly realCard?: RealCardUse;
}

export interface ConformanceOutcome {
  readonly report: Report;
  readonly exitCode: ExitCode;
  /** Whether reports were written. They are not if no scenario was selected: an earlier report stays as it is. */
  readonly isReported: boolean;
  /** Ids in the file of expected outcomes that no scenario of this run has. */
  readonly unusedExpectations: readonly string[];
  /** Of a replay: what it says besides its verdicts. */
  readonly replay?: ReplayOutcome | undefined;
  /** A real card that is not as it was before, and how it differs. */
  readonly notRestored?: TestkitError<"REAL_CARD_NOT_RESTORED"> | undefined;
}

/** Runs the features on the target, holds them against what is expected, and writes the reports. */
export async function runConformance(run: ConformanceRun): Promise<ConformanceOutcome> {
  const { reportDir, expected } = run.configuration;
  await checkTargetReady(run.configuration);
  const expectations = expected === undefined ? {} : loadExpectations(expected);
  const locations = run.rerun ? notPassedIn(reportDir) : undefined;
  const startedAt = new Date();
  const started = performance.now();
  const nothingToRun = locations?.length === 0;
  const { results, replay, notRestored }: TargetOutcome = nothingToRun
    ? { results: [] }
    : await withTarget(run, (configuration) =>
        runFeatures({
          ...featureRun(configuration),
          locations,
          reportDirectory: reportDir,
          onResult: run.onResult,
        }),
      );
  const judgements = judge(results, expectations, startedAt);
  const isTrue = replay === undefined || (replay.mismatch === undefined && replay.changedVerdicts.length === 0);
  const judged = isTrue ? exitCodeOf(judgements) : exitCodes.unexpectedVerdicts;
  const exitCode = notRestored === undefined ? judged : exitCodes.cardNotRestored;
  const report = reportOf({
    testkit: run.testkit,
    target: run.configuration.target,
    configurationFile: run.configurationFile && pathFrom(process.cwd(), run.configurationFile),
    startedAt,
    durationMs: performance.now() - started,
    requirements: loadRequirements(),
    judgements,
    asExpected: exitCode === exitCodes.asExpected,
  });
  const { shard, tags } = run.configuration;
  // A part of a run may be empty; a run of nothing has nothing to say that is worth an earlier report.
  const isReported = results.length > 0 || (shard !== undefined && !nothingToRun);
  if (isReported) await writeReports(report, reportDir);
  const isWhole = shard === undefined && tags === undefined && locations === undefined;
  const unused = isWhole ? unusedExpectations(results, expectations) : [];
  return { report, exitCode, unusedExpectations: unused, notRestored, replay, isReported };
}

/**
 * The scenarios that would run, with verdicts that say nothing; with `rerun` those that did not pass in the report of the
 * report folder. Rejects with DATA_FILE_INVALID if there is no such report.
 */
export async function listScenarios(
  { target, tags, shard, order, reportDir }: ScenarioSelection,
  rerun = false,
): Promise<readonly ScenarioResult[]> {
  const locations = rerun ? notPassedIn(reportDir) : undefined;
  if (locations?.length === 0) return [];
  return runFeatures({ worldParameters: { target }, tags, locations, shard, order, parallel: 0, dryRun: true });
}

function featureRun(configuration: Configuration): FeatureRun {
  const { target, tags, shard, order, parallel } = configuration;
  const vpcdPort = machineVpcdPort(configuration);
  const worldParameters = vpcdPort === undefined ? { target } : { target: "pcsc" as const, vpcdPort };
  return { worldParameters, tags, shard, order, parallel };
}

function notPassedIn(reportDir: string): ScenarioResult["location"][] {
  return readReport(reportDir)
    .scenarios.filter(({ verdict }) => verdict !== "passed" && verdict !== "not applicable")
    .map(({ location }) => location);
}
