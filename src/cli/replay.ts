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
    .description(
      "Run the scenarios of a recording again, with the trace instead of the real card. Then compare the verdicts with the verdicts of the recording.",
    )
    .argument("<trace>", "a file that `cis2-testkit record` wrote")
    .addOption(matchOption())
    .option(
      "--tags <expression>",
      "run only the recorded scenarios that these tags select; needs the value 'command' for --trace-match",
    )
    .option("--expected <file>", "a file that lists, by scenario id, the verdicts that you expect and accept")
    .option("--report-dir <folder>", "the folder for the reports", "reports")
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
