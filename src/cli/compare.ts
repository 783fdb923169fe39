import { Command } from "commander";
import { exitCodes } from "../conformance/verdicts/exit-code.ts";
import { jsonText } from "../foundation/printable.ts";
import { httpAddress } from "./arguments.ts";
import { print } from "./print.ts";

interface Options {
  issuer?: string;
  har?: string[];
  idToken?: string;
  userinfo?: string;
  tokenResponse?: string;
  logoutToken?: string;
  settings?: string;
  write?: string;
  share?: string;
  json: boolean;
}

/** `cis2-testkit compare`: in what another CIS2, such as the real one, is not as the fake one. */
export function compareCommand(): Command {
  return new Command("compare")
    .description(
      "Compare another CIS2, such as the integration environment's, with the fake CIS2. The command compares public documents, recordings of sign-ins, and tokens. It sends none of these anywhere. The exit code is 1 if there are differences.",
    )
    .option("--issuer <address>", "read and compare the discovery document and the key set of this issuer", httpAddress)
    .option("--har <file...>", "recordings of sign-ins, from a browser's developer tools or a proxy")
    .option("--id-token <file>", "an ID token, or its claims as JSON")
    .option("--userinfo <file>", "a userinfo answer, as JSON or as a signed JWT")
    .option("--token-response <file>", "a token response, as JSON")
    .option("--logout-token <file>", "a logout token, or its claims as JSON")
    .option("--settings <file>", "a file with settings of the fake CIS2, for the comparison (default: none)")
    .option("--write <file>", "write a file with settings that remove differences; `serve --settings` can read it")
    .option(
      "--share <file>",
      "write a Markdown sheet that you can publish, because it has none of the values from the input",
    )
    .option("--json", "print the comparison as JSON", false)
    .action(async ({ json, settings: settingsFile, write, share, ...sources }: Options, command: Command) => {
      if (Object.keys(sources).length === 0) {
        command.error("error: nothing to compare: give --issuer, --har or one of the files", {
          exitCode: exitCodes.usage,
        });
      }
      const [comparing, { readSettings }, { parseSettings }, { loadRequirements }, { configureNetwork }] =
        await Promise.all([
          import("../comparison/index.ts"),
          import("../harness/index.ts"),
          import("../fake-cis2/index.ts"),
          import("../conformance/index.ts"),
          import("../client/index.ts"),
        ]);
      const before = readSettings(settingsFile) ?? {};
      const undo = await configureNetwork();
      try {
        const evidence = await comparing.gatherEvidence(sources);
        const comparison = await comparing.compare(evidence, parseSettings(before), {
          requirements: loadRequirements(),
        });
        const report = comparing.comparisonReport(comparison);
        print(json ? `${jsonText(report, 2)}\n` : comparing.comparisonText(comparison));
        if (write !== undefined) await comparing.writeSettings(write, before, comparison.settings);
        if (share !== undefined) await comparing.writeShareSheet(share, comparison, evidence, sources.har ?? []);
        if (comparison.differences.length > 0) process.exitCode = exitCodes.unexpectedVerdicts;
      } finally {
        undo();
      }
    });
}
