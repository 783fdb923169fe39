import { Command } from "commander";
import { changeFile } from "./change-file.ts";

/** `card unlock`: as the registration authority does, with the passcode as it was. */
export function unlockCommand(): Command {
  return new Command("unlock")
    .description("Give the card in a file all its passcode tries back. Take the card out of its reader first.")
    .argument("<file>", "the card file")
    .action(async (file: string) => {
      const { unlocked } = await import("../../virtual-card/index.ts");
      await changeFile(file, unlocked);
    });
}
