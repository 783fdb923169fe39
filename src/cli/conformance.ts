import { Command, Option } from "commander";
import type { Report, ScenarioResult } from "../conformance/index.ts";
import {
  administrationKeyOption,
  matchOption,
  printNotRestored,
  printReplayDifferences,
  realCardUse,
} from "./real-card.ts";
import { version } from "./version.ts";
import { print, tell } from "./print.ts";
import { RunDisplay, type Volume, volumeOptions } from "./show-run.ts";
import { jsonText } from "../foundation/printable.ts";

interface Options extends Record<string, unknown>, Volume {
  config?: string;
  list: boolean;
  rerun: boolean;
  json: boolean;
  allowDestructive: boolean;
  administrationKey?: string;
}

/** `cis2-testkit conformance`: runs the features and gives the verdict. */
export function conformanceCommand(): Command {
  const [quietOption, verboseOption] = volumeOptions();
  return new Command("conformance")
    .description("Run the conformance suite, print a summary, and write the reports.")
    .addOption(
      new Option("--target <name>", "what to test").choices(["virtual", "pcsc", "reader", "replay", "relying-party"]),
    )
    .option(
      "--machine-pcscd",
      "with --target pcsc: use the machine's PC/SC service (pcscd) with the driver vpcd, instead of the testkit's own PC/SC service",
    )
    .option("--vpcd-port <port>", "the port of vpcd's first reader (default: 35963); implies --machine-pcscd")
    .option("--reader <name>", "with --target reader: the name of the reader with the real card")
    .option(
      "--card-serial <hex>",
      "the serial of the real card, as `cis2-testkit readers` shows it; use it together with --reader",
    )
    .option("--allow-destructive", "let the run write to the real card and spend passcode tries", false)
    .addOption(administrationKeyOption())
    .option("--trace <file>", "with --target replay: the file with the trace of a card")
    .addOption(matchOption())
    .option(
      "--config <file>",
      "the configuration file (default: cis2-testkit.config.ts, .mts, .js, .mjs or .json, in this folder or a parent folder)",
    )
    .option(
      "--tags <expression>",
      "run only the scenarios that these tags select, such as '@req:NHS-20 or @id:ROLE-03'",
    )
    .option("--report-dir <folder>", "the folder for the reports (default: reports)")
    .option("--parallel <workers>", "how many scenarios run at the same time (default: 0, one after the other)")
    .option(
      "--shard <i/n>",
      "run only part i of n parts; `cis2-testkit merge-reports` then makes one report from the reports of all parts",
    )
    .option("--order <order>", "the order in which the scenarios run: defined, random or random:<seed>")
    .option("--expected <file>", "a file that lists, by scenario id, the verdicts that you expect and accept")
    .option("--rerun", "run only the scenarios that did not pass in the last report", false)
    .option("--list", "list the scenarios that would run, and run none", false)
    .addOption(quietOption)
    .addOption(verboseOption)
    .option("--json", "print the report as JSON, and nothing else", false)
    .action(async (options: Options) => {
      const { config, list, rerun, json, allowDestructive, administrationKey, quiet, verbose, ...flags } = options;
      if (!list) await startThreadsOf(flags);
      const conformance = await import("../conformance/index.ts");
      const file = await conformance.readConfigurationFile(config, process.cwd(), warnOfNearMiss);
      const sources = { flags, environment: process.env, file };
      if (list) {
        const selection = conformance.resolveSelection(sources);
        tell(`${conformance.describeRun({ target: selection.target }, file?.name)}\n`);
        const scenarios = await conformance.listScenarios(selection, rerun);
        print(json ? `${jsonText(scenarios.map(listed), 2)}\n` : scenarios.map(listLine).join(""));
        process.exitCode = scenarios.length === 0 ? conformance.exitCodes.nothingRan : conformance.exitCodes.asExpected;
        return;
      }
      const configuration = conformance.resolveConfiguration(sources);
      if (!json) print(`${conformance.describeRun(configuration, file?.name)}\n`);
      const display = new RunDisplay({ quiet, verbose });
      const outcome = await conformance
        .runConformance({
          configuration,
          testkit: version,
          configurationFile: file?.name ?? null,
          rerun,
          realCard: await realCardUse({ allowDestructive, administrationKey }),
          ...(json ? {} : { onResult: display.onResult }),
        })
        .finally(display.close);
      if (json) print(`${jsonText(outcome.report, 2)}\n`);
      else display.end(outcome, configuration.reportDir, conformance);
      for (const id of outcome.unusedExpectations) tell(`No scenario has the expected outcome of ${id}.\n`);
      printReplayDifferences(outcome.replay);
      printNotRestored(outcome);
      process.exitCode = outcome.exitCode;
    });
}

/** They load while this one does. A number that is none, or is in the configuration file, is for the run. */
async function startThreadsOf({
  parallel = process.env["CIS2_TESTKIT_PARALLEL"],
}: Record<string, unknown>): Promise<void> {
  const threads = Number(parallel);
  if (!(threads > 1)) return;
  const { mostThreads, startThreads } = await import("../conformance/runner/threads/waiting-threads.ts");
  if (threads <= mostThreads) startThreads(threads - 1);
}

/** The file is not read; without a word the run would be of something else than was meant. */
function warnOfNearMiss(file: string): void {
  tell(`Warning: ${file} is not read. The configuration file is cis2-testkit.config.ts or .json.\n`);
}

function listed({ id, example, name, feature, location, requirements }: Report["scenarios"][number] | ScenarioResult) {
  return { id, example, name, feature, location, requirements };
}

function listLine({ id, example, name, requirements }: ScenarioResult): string {
  return `${example === undefined ? id : `${id}[${example}]`}\t${name}\t${requirements.join(" ")}\n`;
}
