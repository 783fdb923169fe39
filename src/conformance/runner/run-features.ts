import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { type IRunConfiguration, loadConfiguration, loadSupport, runCucumber } from "@cucumber/cucumber/api";
import type { ScenarioResult } from "../verdicts/verdict.ts";
import { VerdictCollector } from "../verdicts/verdict-collector.ts";

const packageRoot = fileURLToPath(new URL("../../..", import.meta.url));

export interface WorldParameters {
  /** The name of an assertion check that the fake CIS2 of this run leaves out, to see that a scenario notices. */
  readonly leaveOutCheck?: string;
}

export interface FeatureRun {
  /** A tag expression, such as `@req:NHS-01`. */
  readonly tags?: string;
  /** The folder the reports are written to; it is made if it is missing. */
  readonly reportDirectory: string;
  /** How many scenarios run at a time, each in a worker thread; 0 runs them one by one in this thread. */
  readonly parallel: number;
  /** Stop at the first scenario that does not pass. */
  readonly failFast?: boolean;
  /** What the steps are told of the run. */
  readonly worldParameters?: WorldParameters;
  /** Called as each scenario ends. */
  readonly onResult?: (result: ScenarioResult) => void;
}

/** Runs the features and writes report.html, junit.xml and messages.ndjson to the report directory. */
export async function runFeatures(run: FeatureRun): Promise<readonly ScenarioResult[]> {
  await mkdir(run.reportDirectory, { recursive: true });
  const environment = { cwd: packageRoot, stdout: discard(), stderr: process.stderr };
  const { runConfiguration } = await loadConfiguration(
    {
      file: false,
      provided: {
        paths: ["features/**/*.feature"],
        import: ["step-definitions/**/*.ts"],
        parallel: run.parallel,
        failFast: run.failFast ?? false,
        worldParameters: { ...run.worldParameters },
        format: [
          ["html", join(run.reportDirectory, "report.html")],
          ["junit", join(run.reportDirectory, "junit.xml")],
          ["message", join(run.reportDirectory, "messages.ndjson")],
        ],
        ...(run.tags === undefined ? {} : { tags: run.tags }),
      },
    },
    environment,
  );
  const collector = new VerdictCollector();
  const support = await stepDefinitions(runConfiguration);
  await runCucumber({ ...runConfiguration, support }, environment, (envelope) => {
    const result = collector.take(envelope);
    if (result) run.onResult?.(result);
  });
  return collector.results;
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
