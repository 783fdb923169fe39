import { Command } from "commander";
import { defaultAuthority, machineReaders, passcodeSource } from "./passcodes.ts";
import { print } from "./print.ts";
import { withSecurityCode } from "./security-code.ts";

interface Options {
  reader?: string;
  authority: string;
}

/** `cis2-testkit unlock`: a security code, then a new passcode, for the card in a reader of the machine. */
export function unlockCommand(): Command {
  return new Command("unlock")
    .description(
      "Unlock the card in the reader with a security code. The registration authority sends the code to the person. The command reads the code from standard input. The command asks for the new passcode at the terminal, or takes it from CIS2_TESTKIT_NEW_PASSCODE.",
    )
    .option("--reader <name>", "the reader to use; without it exactly one reader must hold a card")
    .option("--authority <origin>", "the origin of the registration authority", defaultAuthority)
    .action(async ({ reader, authority }: Options) => {
      const { requestSecurityCode, unlock } = await import("../client/index.ts");
      const card = { readers: await machineReaders(), reader, authority };
      const { request, sentTo, expiresAt } = await requestSecurityCode(card);
      const passcodes = await passcodeSource();
      await withSecurityCode(`Enter the code sent to ${sentTo}, good until ${expiresAt}: `, (code) =>
        unlock({ ...card, request, code, passcodes }),
      );
      print("The card has been unlocked.\n");
    });
}
