import { Command } from "commander";
import { changeFile } from "./change-file.ts";

/** `card lock`: as after too many wrong passcodes. */
export function lockCommand(): Command {
  return new Command("lock")
    .description("Lock the card in a file, so that it has no passcode try left. Take the card out of its reader first.")
    .argument("<file>", "the card file")
    .action(async (file: string) => {
      const { locked } = await import("../../virtual-card/index.ts");
      await changeFile(file, locked);
    });
}
