import { Command } from "commander";
import { printNotRestored, realCardUse } from "./real-card.ts";
import { version } from "./version.ts";
import { print } from "./print.ts";
import { RunDisplay, type Volume, volumeOptions } from "./show-run.ts";

interface Options extends Volume {
  reader?: string;
  cardSerial?: string;
  output: string;
  signIn: boolean;
  tags?: string;
  allowDestructive: boolean;
  expected?: string;
  reportDir: string;
}

/** One sign-in over the internet. */
const signInTags = "@id:NETWORK-01";

/** `cis2-testkit record`: the conformance suite on a real card, with a trace kept of what passes to and fro. */
export function recordCommand(): Command {
  const [quietOption, verboseOption] = volumeOptions();
  return new Command("record")
    .description(
      "Run the conformance suite or one sign-in with a real card, and save a trace. `cis2-testkit replay` can then run without the card.",
    )
    .option("--reader <name>", "the reader with the card")
    .option(
      "--card-serial <hex>",
      "the card's serial, as `cis2-testkit readers` shows it; use it together with --reader",
    )
    .option("-o, --output <file>", "the file for the trace", "card.trace.json")
    .option("--sign-in", "record one sign-in and nothing else", false)
    .option("--tags <expression>", "run only the scenarios that these tags select, such as '@id:APDU-01'")
    .option("--allow-destructive", "let the run write to the card and spend passcode tries", false)
    .option("--expected <file>", "a file that lists, by scenario id, the verdicts that you expect and accept")
    .option("--report-dir <folder>", "the folder for the reports", "reports")
    .addOption(quietOption)
    .addOption(verboseOption)
    .action(async ({ output, signIn, allowDestructive, quiet, verbose, ...options }: Options) => {
      const [conformance, { TestkitError }] = await Promise.all([
        import("../conformance/index.ts"),
        import("../foundation/errors/testkit-error.ts"),
      ]);
      if (signIn && options.tags !== undefined) {
        throw new TestkitError("CONFIGURATION_INVALID", { setting: "sign-in", reason: "it chooses the tags itself" });
      }
      const flags = { ...options, target: "reader", ...(signIn && { tags: signInTags }) };
      const configuration = conformance.resolveConfiguration({ flags, environment: {} });
      print(`${conformance.describeRun(configuration, undefined)}\n`);
      const display = new RunDisplay({ quiet, verbose });
      const outcome = await conformance
        .runConformance({
          configuration,
          testkit: version,
          configurationFile: null,
          realCard: await realCardUse({ allowDestructive, recordTo: output }),
          onResult: display.onResult,
        })
        .finally(display.close);
      display.end(outcome, configuration.reportDir, conformance);
      print(`Trace:   ${output}\n`);
      printNotRestored(outcome);
      process.exitCode = outcome.exitCode;
    });
}
