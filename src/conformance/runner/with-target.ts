import { dirname } from "node:path";
import { isTestkitError, type TestkitError } from "../../foundation/errors/testkit-error.ts";
import { prepareFolder } from "../../foundation/output-folder.ts";
import type { Configuration } from "../config/configuration.ts";
import {
  setRealCardRun,
  openRealCardRun,
  type RealCardConfiguration,
  type RealCardRun,
  type RealCardUse,
} from "../real-card/real-card-run.ts";
import { type ChangedVerdict, changedVerdicts, writeTrace } from "../real-card/trace-of-run.ts";
import { setRelyingPartyRun, RelyingPartyRun } from "../relying-party/relying-party-run.ts";
import { withPcscService } from "../targets/pcsc-target.ts";
import { checkSetUp } from "../relying-party/set-up/check-set-up.ts";
import type { ScenarioResult } from "../verdicts/scenario-result.ts";

/** What a replay says besides its verdicts. */
export interface ReplayOutcome {
  /** Scenarios that came out otherwise than when the trace was recorded. */
  readonly changedVerdicts: readonly ChangedVerdict[];
  /** The first difference between the trace and what was sent. */
  readonly mismatch: TestkitError<"TRACE_MISMATCH"> | undefined;
}

export interface TargetRun {
  readonly configuration: Configuration;
  readonly testkit: string;
  readonly realCard?: RealCardUse | undefined;
}

export interface TargetOutcome {
  readonly results: readonly ScenarioResult[];
  readonly replay?: ReplayOutcome;
  /** A real card that is not as it was before. */
  readonly notRestored?: TestkitError<"REAL_CARD_NOT_RESTORED"> | undefined;
}

type RunFeatures = (configuration: Configuration) => Promise<readonly ScenarioResult[]>;

/** Sets up the target, calls `runScenarios`, and tears the target down. */
export async function withTarget(target: TargetRun, runScenarios: RunFeatures): Promise<TargetOutcome> {
  const { configuration } = target;
  if (configuration.target === "reader" || configuration.target === "replay") {
    return withRealCard({ ...target, configuration }, runScenarios);
  }
  if (configuration.target === "pcsc" && configuration.vpcdPort === undefined) {
    return { results: await withPcscService(() => runScenarios(configuration)) };
  }
  if (configuration.target !== "relying-party") return { results: await runScenarios(configuration) };
  const run = await RelyingPartyRun.start(configuration.relyingParty);
  setRelyingPartyRun(run);
  try {
    await checkSetUp(run);
    return { results: await runScenarios(configuration) };
  } finally {
    setRelyingPartyRun(undefined);
    await run.close();
  }
}

async function withRealCard(
  { configuration, realCard, testkit }: TargetRun & { readonly configuration: RealCardConfiguration },
  runScenarios: RunFeatures,
): Promise<TargetOutcome> {
  const startedAt = new Date();
  if (realCard?.recordTo !== undefined) await prepareFolder(dirname(realCard.recordTo));
  const run = await openRealCardRun(configuration, realCard);
  const tags = configuration.tags ?? run.replay?.trace.tags;
  setRealCardRun(run);
  try {
    const results = await runScenarios({ ...configuration, ...(tags === undefined ? {} : { tags }) });
    if (realCard?.recordTo !== undefined) {
      await writeTrace(realCard.recordTo, run, { testkit, startedAt, tags, results });
    }
    const notRestored = run.card.notRestored();
    return { results, notRestored, ...(run.replay && { replay: outcomeOf(run.replay, results) }) };
  } finally {
    setRealCardRun(undefined);
  }
}

function outcomeOf({ trace, card }: NonNullable<RealCardRun["replay"]>, results: readonly ScenarioResult[]) {
  let mismatch: ReplayOutcome["mismatch"];
  try {
    card.finish();
  } catch (error) {
    if (!isTestkitError(error, "TRACE_MISMATCH")) throw error;
    mismatch = error;
  }
  return { changedVerdicts: changedVerdicts(trace, results), mismatch };
}
