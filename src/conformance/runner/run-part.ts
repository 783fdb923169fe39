import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type IRunConfiguration, loadConfiguration, loadSupport, runCucumber } from "@cucumber/cucumber/api";
import type { Envelope } from "@cucumber/messages";
import { stepTimeoutMs } from "../relying-party/relying-party-run.ts";
import type { TargetName } from "../targets/target.ts";
import type { ScenarioResult } from "../verdicts/scenario-result.ts";
import { filesWithTags } from "./files-with-tags.ts";

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

/** Scenarios, and how one thread runs them, one by one. */
export interface FeaturePart {
  readonly worldParameters: WorldParameters;
  /** A tag expression, such as `@req:NHS-01`. */
  readonly tags?: string | undefined;
  /** Only the scenarios at these places. Default: all of them. */
  readonly locations?: readonly ScenarioResult["location"][] | undefined;
  /** Part i of n of the scenarios, written `i/n`. */
  readonly shard?: string | undefined;
  /** `defined`, `random` or `random:<seed>`. */
  readonly order?: string | undefined;
  /** Stop at the first scenario that does not pass. */
  readonly failFast?: boolean;
  /** Say what would run, and run nothing. */
  readonly dryRun?: boolean;
}

/** One step puts a group of cases to the card, and a real card may take a minute or two to make one key pair. */
const realCardStepMs = 15 * 60 * 1000;

/** How long a step may take, milliseconds; -1 for as long as it takes. */
export function stepLimitMs(target: TargetName): number {
  return target === "reader" ? realCardStepMs : stepTimeoutMs();
}

const file = "cucumber.js";

/** Loads the step definitions before it is known what to run with them. */
export async function loadSteps(): Promise<void> {
  const { runConfiguration } = await loadConfiguration({ file }, { cwd: packageRoot });
  await stepDefinitions(runConfiguration);
}

/** Runs scenarios in this thread, and hands on each of Cucumber's messages. */
export async function runPart(part: FeaturePart, onEnvelope: (envelope: Envelope) => void): Promise<void> {
  const environment = { cwd: packageRoot, stdout: discard(), stderr: process.stderr };
  const { runConfiguration } = await loadConfiguration({ file, provided: settingsOf(part) }, environment);
  const { locations, shard, tags } = part;
  const paths =
    locations?.map(({ file, line }) => `${file}:${line}`) ??
    (await filesWithTags(runConfiguration.sources.paths, tags, packageRoot));
  const sources = { ...runConfiguration.sources, paths, ...(shard && { shard }) };
  // They are loaded for the first run of the thread; each run has its own target.
  const support = Object.assign({}, await stepDefinitions(runConfiguration), {
    defaultTimeout: stepLimitMs(part.worldParameters.target),
  });
  await runCucumber({ ...runConfiguration, sources, support }, environment, onEnvelope);
}

function settingsOf({ tags, failFast, dryRun, order, worldParameters }: FeaturePart) {
  return {
    parallel: 0,
    failFast: failFast ?? false,
    dryRun: dryRun ?? false,
    format: [quietestFormat],
    worldParameters: { ...worldParameters },
    ...(tags === undefined ? {} : { tags }),
    ...(order === undefined ? {} : { order: order as "defined" }),
  };
}

let loaded: ReturnType<typeof loadSupport> | undefined;

/** Nothing of it is kept; it looks at failures alone, where Cucumber's default draws each scenario. */
const quietestFormat = "rerun";

/** Loaded once a thread: a module that is imported a second time does not register its steps again. */
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
