import { Command } from "commander";
import { machineReaders, passcodeSource } from "./passcodes.ts";
import { print } from "./print.ts";

/** `cis2-testkit change-passcode`: the old passcode, then a new one twice, for the card in a reader of the machine. */
export function changePasscodeCommand(): Command {
  return new Command("change-passcode")
    .description(
      "Change the passcode of the card in the reader. The command asks for both passcodes at the terminal, or takes them from CIS2_TESTKIT_PASSCODE and CIS2_TESTKIT_NEW_PASSCODE.",
    )
    .option("--reader <name>", "the reader to use; without it exactly one reader must hold a card")
    .action(async ({ reader }: { reader?: string }) => {
      const { changePasscode } = await import("../client/index.ts");
      await changePasscode({ readers: await machineReaders(), reader, passcodes: await passcodeSource() });
      print("The passcode has been changed.\n");
    });
}
