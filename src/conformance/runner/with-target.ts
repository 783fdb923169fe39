import { dirname } from "node:path";
import { isTestkitError, type TestkitError } from "../../foundation/errors/testkit-error.ts";
import { prepareFolder } from "../../foundation/output-folder.ts";
import type { Configuration } from "../config/configuration.ts";
import { lendRealCard, makeRealCardBed, type RealCardBed, type RealCardUse } from "../real-card/real-card-run.ts";
import { type ChangedVerdict, changedVerdicts, writeTrace } from "../real-card/trace-of-run.ts";
import { lendBed, RelyingPartyBed } from "../relying-party/relying-party-run.ts";
import { isRealCard } from "../targets/target.ts";
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

type RunFeatures = (configuration: Configuration) => Promise<readonly ScenarioResult[]>;

/** What has to be there for the whole of a run is there while `run` runs. */
export async function withTarget(
  target: TargetRun,
  run: RunFeatures,
): Promise<{ results: readonly ScenarioResult[]; replay?: ReplayOutcome }> {
  const { configuration } = target;
  if (isRealCard(configuration.target)) return withRealCard(target, run);
  if (configuration.target !== "relying-party" || !configuration.relyingParty) {
    return { results: await run(configuration) };
  }
  const bed = await RelyingPartyBed.start(configuration.relyingParty);
  lendBed(bed);
  try {
    return { results: await run(configuration) };
  } finally {
    lendBed(undefined);
    await bed.close();
  }
}

async function withRealCard({ configuration, realCard, testkit }: TargetRun, run: RunFeatures) {
  const startedAt = new Date();
  if (realCard?.recordTo !== undefined) await prepareFolder(dirname(realCard.recordTo));
  const bed = await makeRealCardBed(configuration, realCard);
  const tags = configuration.tags ?? bed.replay?.trace.tags;
  lendRealCard(bed);
  try {
    const results = await run({ ...configuration, ...(tags === undefined ? {} : { tags }) });
    if (realCard?.recordTo !== undefined) {
      await writeTrace(realCard.recordTo, bed, { testkit, startedAt, tags, results });
    }
    return { results, ...(bed.replay && { replay: outcomeOf(bed.replay, results) }) };
  } finally {
    lendRealCard(undefined);
  }
}

function outcomeOf({ trace, card }: NonNullable<RealCardBed["replay"]>, results: readonly ScenarioResult[]) {
  let mismatch: ReplayOutcome["mismatch"];
  try {
    card.finish();
  } catch (error) {
    if (!isTestkitError(error, "TRACE_MISMATCH")) throw error;
    mismatch = error;
  }
  return { changedVerdicts: changedVerdicts(trace, results), mismatch };
}
