import { Command } from "commander";
import { defaultAuthority, machineReaders, passcodeSource } from "./passcodes.ts";
import { print } from "./print.ts";
import { jsonText } from "../foundation/printable.ts";

interface Options {
  reader?: string;
  authority: string;
  json: boolean;
}

/** `cis2-testkit renew`: new keys and certificates for the card in a reader of the machine. */
export function renewCommand(): Command {
  return new Command("renew")
    .description(
      "Renew the card in the reader, or complete a renewal that was interrupted. The command asks for the passcode at the terminal, or takes it from CIS2_TESTKIT_PASSCODE.",
    )
    .option("--reader <name>", "the reader to use; without it exactly one reader must hold a card")
    .option("--authority <origin>", "the origin of the registration authority", defaultAuthority)
    .option("--json", "print the result as JSON", false)
    .action(async ({ reader, authority, json }: Options) => {
      const { renew } = await import("../client/index.ts");
      const renewed = await renew({
        readers: await machineReaders(),
        reader,
        authority,
        passcodes: await passcodeSource(),
      });
      const words = `The card ${renewed.card} has been renewed. Its certificates are good until ${renewed.notAfter}.`;
      print(`${json ? jsonText(renewed) : words}\n`);
    });
}
