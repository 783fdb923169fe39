import { Command } from "commander";
import { matchOption, printReplayDifferences } from "./real-card.ts";
import { version } from "./version.ts";
import { print } from "./print.ts";
import { RunDisplay, type Volume, volumeOptions } from "./show-run.ts";

interface Options extends Volume {
  traceMatch?: string;
  tags?: string;
  expected?: string;
  reportDir: string;
}

/** `cis2-testkit replay`: what was recorded on a real card, played back without it. */
export function replayCommand(): Command {
  const [quietOption, verboseOption] = volumeOptions();
  return new Command("replay")
    .description("Play the trace of a real card back: the same scenarios, compared with the verdicts of the recording.")
    .argument("<trace>", "a file that `record` kept")
    .addOption(matchOption())
    .option("--tags <expression>", "only some of the recorded scenarios; needs --trace-match command")
    .option("--expected <file>", "outcomes that are known and accepted, by scenario id")
    .option("--report-dir <folder>", "where the reports go", "reports")
    .addOption(quietOption)
    .addOption(verboseOption)
    .action(async (trace: string, { quiet, verbose, ...options }: Options) => {
      const conformance = await import("../conformance/index.ts");
      const flags = { ...options, target: "replay", trace };
      const configuration = conformance.resolveConfiguration({ flags, environment: {} });
      print(`${conformance.describeRun(configuration, undefined)}\n`);
      const display = new RunDisplay({ quiet, verbose });
      const outcome = await conformance
        .runConformance({
          configuration,
          testkit: version,
          configurationFile: null,
          onResult: display.onResult,
        })
        .finally(display.close);
      display.end(outcome, configuration.reportDir, conformance);
      printReplayDifferences(outcome.replay);
      process.exitCode = outcome.exitCode;
    });
}
