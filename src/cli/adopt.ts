import { Command } from "commander";
import { exitCodes } from "../conformance/verdicts/exit-code.ts";
import type { AdoptedCard } from "../fake-cis2/index.ts";
import { origin } from "./arguments.ts";
import { machineReaders } from "./passcodes.ts";
import { print, tell } from "./print.ts";
import { jsonText, terminalText } from "../foundation/printable.ts";

interface Options {
  reader?: string;
  control: string;
  persona: string;
  issuerFile?: string;
  givenName?: string;
  familyName?: string;
  json: boolean;
}

/** `cis2-testkit adopt`: has a running fake CIS2 trust the card in a reader. */
export function adoptCommand(): Command {
  return new Command("adopt")
    .description(
      "Make a running `serve` trust the card in a reader, and register the card's cardholder as a user. Both last until `serve` is reset.",
    )
    .option("--reader <name>", "the reader with the card; needed if several readers hold cards")
    .option("--control <url>", "the control API of `serve`", origin, "http://127.0.0.1:8090")
    .option("--persona <name>", "the persona whose roles and status the cardholder gets", "one-role")
    .option(
      "--issuer-file <file>",
      "a PEM file of the certification authorities to trust; without it only the card's certificates are trusted",
    )
    .option(
      "--given-name <name>",
      "a given name for the cardholder, because the command does not use the name on the card",
    )
    .option(
      "--family-name <name>",
      "a family name for the cardholder, because the command does not use the name on the card",
    )
    .option("--json", "print the adopted card and its user as JSON", false)
    .action(async ({ reader, control, issuerFile, json, ...holder }: Options) => {
      const [{ cardToAdopt, readIssuers }, { ControlClient, ControlError }, { TestkitError }] = await Promise.all([
        import("../harness/index.ts"),
        import("../control-api/index.ts"),
        import("../foundation/errors/testkit-error.ts"),
      ]);
      const issuers = issuerFile === undefined ? [] : readIssuers(issuerFile);
      const card = await cardToAdopt(await machineReaders(), reader);
      const token = process.env["CIS2_TESTKIT_CONTROL_TOKEN"];
      const client = new ControlClient(control, token === undefined ? {} : { token });
      try {
        const adopted = await client.adoptCard({ ...card, ...holder, issuers });
        print(json ? `${jsonText(adopted, 2)}\n` : formatAdoptedCard(adopted));
      } catch (error) {
        if (!(error instanceof ControlError))
          throw new TestkitError("CIS2_UNREACHABLE", { url: control }, { cause: error });
        tell(`${error.code}: ${terminalText(error.message)}\n`);
        process.exitCode = exitCodes.refused;
      }
    });
}

function formatAdoptedCard({ serial, userId, issuer, trusts, roles }: AdoptedCard): string {
  const trusted = trusts === "issuer" ? `certificates of ${issuer}` : `these certificates, by ${issuer}`;
  return [
    `Adopted:   card ${serial} of user ${userId}`,
    `Trusted:   ${trusted}; here only, until the fake CIS2 is reset`,
    ...roles.map(({ roleId, roleName, organisationName }) => `Role:      ${roleId} ${roleName} at ${organisationName}`),
    "",
  ].join("\n");
}
