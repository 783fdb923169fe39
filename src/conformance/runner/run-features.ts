import type { Envelope } from "@cucumber/messages";
import { prepareFolder } from "../../foundation/output-folder.ts";
import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { VerdictCollector } from "../verdicts/verdict-collector.ts";
import { MessagesFile } from "./messages-file.ts";
import { type FeaturePart, runPart } from "./run-part.ts";
import { runInThreads } from "./threads/run-in-threads.ts";

export interface FeatureRun extends FeaturePart {
  /** How many scenarios run at a time: one in this thread, each other one in a worker thread. 0 and 1 run them one by one. */
  readonly parallel?: number | undefined;
  /** The folder that messages.ndjson is written to; nothing is written unless it is given. */
  readonly reportDirectory?: string | undefined;
  /** Called as each scenario ends, with how many the run has. */
  readonly onResult?: ((result: ScenarioResult, planned: number) => void) | undefined;
}

/** Runs the features; resolves to a result a scenario, in the order they ended. Rejects as `prepareFolder` does. */
export async function runFeatures(run: FeatureRun): Promise<readonly ScenarioResult[]> {
  const { parallel = 1, reportDirectory, onResult, ...part } = run;
  if (reportDirectory !== undefined) await prepareFolder(reportDirectory);
  const messages = reportDirectory === undefined ? undefined : new MessagesFile(reportDirectory);
  const collector = new VerdictCollector();
  let planned = 0;
  const take = (envelope: Envelope): void => {
    messages?.write(envelope);
    if (envelope.testCase) planned += 1; // Cucumber names all of them before the first begins.
    const result = collector.take(envelope);
    if (result) onResult?.(result, planned);
  };
  await (parallel > 1 ? runInThreads(part, parallel, take) : runPart(part, take));
  await messages?.end(collector.results.length > 0 || run.shard !== undefined);
  return collector.results;
}
