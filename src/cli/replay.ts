import { Command } from "commander";
import { runSummary, showProgress } from "./conformance.ts";
import { matchOption, printReplayDifferences } from "./real-card.ts";
import { version } from "./version.ts";
import { print, printStyled } from "./print.ts";

interface Options {
  traceMatch?: string;
  tags?: string;
  expected?: string;
  reportDir: string;
}

/** `cis2-testkit replay`: what was recorded on a real card, played back without it. */
export function replayCommand(): Command {
  return new Command("replay")
    .description(
      "Play the trace of a real card back: the same scenarios, held against the verdicts they were recorded with.",
    )
    .argument("<trace>", "a file that `record` kept")
    .addOption(matchOption())
    .option("--tags <expression>", "only some of the recorded scenarios; takes --trace-match command")
    .option("--expected <file>", "outcomes that are known and accepted, by scenario id")
    .option("--report-dir <folder>", "where the reports go", "reports")
    .action(async (trace: string, options: Options) => {
      const conformance = await import("../conformance/index.ts");
      const flags = { ...options, target: "replay", trace };
      const configuration = conformance.resolveConfiguration({ flags, environment: {} });
      print(`${conformance.describeRun(configuration, undefined)}\n`);
      const { report, exitCode, replay, isReported } = await conformance.runConformance({
        configuration,
        testkit: version,
        configurationFile: null,
        onResult: showProgress,
      });
      printStyled(runSummary(conformance.summaryText(report), configuration.reportDir, isReported));
      printReplayDifferences(replay);
      process.exitCode = exitCode;
    });
}
