import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type IRunConfiguration, loadConfiguration, loadSupport, runCucumber } from "@cucumber/cucumber/api";
import { prepareFolder } from "../../foundation/output-folder.ts";
import { stepTimeoutMs } from "../relying-party/relying-party-run.ts";
import type { TargetName } from "../targets/target.ts";
import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { VerdictCollector } from "../verdicts/verdict-collector.ts";

const packageRoot = fileURLToPath(new URL("../../..", import.meta.url));

/** What the steps are told of the run. */
export type WorldParameters = (
  | { readonly target: Exclude<TargetName, "pcsc"> }
  /** With the port of the first slot of vpcd's reader, if it is the machine's pcscd. */
  | { readonly target: "pcsc"; readonly vpcdPort?: number }
) & {
  /** The name of an assertion check that the fake CIS2 of this run leaves out, to see that a scenario notices. */
  readonly leaveOutCheck?: string;
};

export interface FeatureRun {
  readonly worldParameters: WorldParameters;
  /** A tag expression, such as `@req:NHS-01`. */
  readonly tags?: string | undefined;
  /** Only the scenarios at these places. Default: all of them. */
  readonly locations?: readonly ScenarioResult["location"][] | undefined;
  /** Part i of n of the scenarios, written `i/n`. */
  readonly shard?: string | undefined;
  /** `defined`, `random` or `random:<seed>`. */
  readonly order?: string | undefined;
  /** How many scenarios run at a time, each in a worker thread; 0 runs them one by one in this thread. */
  readonly parallel?: number | undefined;
  /** Stop at the first scenario that does not pass. */
  readonly failFast?: boolean;
  /** Say what would run, and run nothing. */
  readonly dryRun?: boolean;
  /** The folder that messages.ndjson is written to; nothing is written unless it is given. */
  readonly reportDirectory?: string | undefined;
  /** Called as each scenario ends, with how many the run has. */
  readonly onResult?: ((result: ScenarioResult, planned: number) => void) | undefined;
}

/** One step puts a group of cases to the card, and a real card may take a minute or two to make one key pair. */
const realCardStepMs = 15 * 60 * 1000;

/** How long a step may take, milliseconds; -1 for as long as it takes. */
export function stepLimitMs(target: TargetName): number {
  return target === "reader" ? realCardStepMs : stepTimeoutMs();
}

/** Runs the features; resolves to a result a scenario, in the order they ended. Rejects as `prepareFolder` does. */
export async function runFeatures(run: FeatureRun): Promise<readonly ScenarioResult[]> {
  const environment = { cwd: packageRoot, stdout: discard(), stderr: process.stderr };
  if (run.reportDirectory !== undefined) await prepareFolder(run.reportDirectory);
  const messages = messagesFiles(run);
  const provided = settingsOf(run, messages);
  const { runConfiguration } = await loadConfiguration({ file: "cucumber.js", provided }, environment);
  const { locations, shard } = run;
  const paths = locations?.map(({ file, line }) => `${file}:${line}`);
  const sources = { ...runConfiguration.sources, ...(paths && { paths }), ...(shard && { shard }) };
  // They are loaded for the first run of the process; each run has its own target.
  const support = Object.assign({}, await stepDefinitions(runConfiguration), {
    defaultTimeout: stepLimitMs(run.worldParameters.target),
  });
  const collector = new VerdictCollector();
  let planned = 0;
  await runCucumber({ ...runConfiguration, sources, support }, environment, (envelope) => {
    if (envelope.testCase) planned += 1; // Cucumber names all of them before the first begins.
    const result = collector.take(envelope);
    if (result) run.onResult?.(result, planned);
  });
  if (messages !== undefined) await keepMessages(messages, collector.results.length > 0 || shard !== undefined);
  return collector.results;
}

function settingsOf(
  { tags, parallel, failFast, dryRun, order, worldParameters }: FeatureRun,
  messages: MessagesFiles | undefined,
) {
  return {
    parallel: parallel ?? 0,
    failFast: failFast ?? false,
    dryRun: dryRun ?? false,
    worldParameters: { ...worldParameters },
    ...(tags === undefined ? {} : { tags }),
    ...(order === undefined ? {} : { order: order as "defined" }),
    ...(messages === undefined ? {} : { format: [["message", messages.unfinished] as [string, string]] }),
  };
}

interface MessagesFiles {
  readonly kept: string;
  /** While the run lasts; of this run alone, because others may write to the same folder. */
  readonly unfinished: string;
}

function messagesFiles({ reportDirectory }: FeatureRun): MessagesFiles | undefined {
  if (reportDirectory === undefined) return undefined;
  const kept = resolve(reportDirectory, "messages.ndjson");
  return { kept, unfinished: `${kept}.${randomUUID()}.part` };
}

/** What ran replaces what an earlier run left; a run of nothing does not. */
async function keepMessages({ kept, unfinished }: MessagesFiles, hasRun: boolean): Promise<void> {
  await (hasRun ? rename(unfinished, kept) : rm(unfinished));
}

let loaded: ReturnType<typeof loadSupport> | undefined;

/** Loaded once a process: a module that is imported a second time does not register its steps again. */
function stepDefinitions(configuration: IRunConfiguration): ReturnType<typeof loadSupport> {
  loaded ??= loadSupport(configuration, { cwd: packageRoot });
  return loaded;
}

/** Cucumber's own progress is not wanted: standard output carries ours. */
function discard(): Writable {
  return new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
}
