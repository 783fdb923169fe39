import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { loadConfiguration, runCucumber } from "@cucumber/cucumber/api";
import type { ScenarioResult } from "../verdicts/verdict.ts";
import { VerdictCollector } from "../verdicts/verdict-collector.ts";

const packageRoot = fileURLToPath(new URL("../../..", import.meta.url));

export interface FeatureRun {
  /** A tag expression, such as `@req:NHS-01`. */
  readonly tags?: string;
  /** The folder the reports are written to; it is made if it is missing. */
  readonly reportDirectory: string;
  /** How many scenarios run at a time, each in a worker thread; 0 runs them one by one in this thread. */
  readonly parallel: number;
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
  await runCucumber(runConfiguration, environment, (envelope) => {
    const result = collector.take(envelope);
    if (result) run.onResult?.(result);
  });
  return collector.results;
}

/** Cucumber's own progress is not wanted: standard output carries ours. */
function discard(): Writable {
  return new Writable({
    write(_chunk, _encoding, done) {
      done();
    },
  });
}
