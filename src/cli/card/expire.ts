import { Command, InvalidArgumentError } from "commander";
import { changeFile } from "./change-file.ts";

const second = 1000;

/** `card expire`: certificates for the same keys that have ended. */
export function expireCommand(): Command {
  return new Command("expire")
    .description(
      "Replace the certificates of the card in a file by ones that have ended. Take it out of its reader first.",
    )
    .argument("<file>", "the card")
    .option("--at <instant>", "when they end, e.g. 2026-01-31T12:00:00Z (default: a second ago)", instant)
    .action(async (file: string, { at = new Date(Date.now() - second) }: { at?: Date }) => {
      const { PersonaCardIssuer, expireCard } = await import("../../harness/index.ts");
      const { authorities } = await PersonaCardIssuer.open();
      await changeFile(file, (image) => expireCard(image, at, authorities));
    });
}

function instant(value: string): Date {
  const parsed = new Date(value);
  if (!/^\d{4}-\d\d-\d\d/.test(value) || Number.isNaN(parsed.getTime())) {
    throw new InvalidArgumentError("It has to be an ISO 8601 instant.");
  }
  return parsed;
}
