import { Command, InvalidArgumentError } from "commander";
import { isCertificateTime, parseInstant } from "../../foundation/instant.ts";
import { changeFile } from "./change-file.ts";

const second = 1000;

/** `card expire`: certificates for the same keys that have ended. */
export function expireCommand(): Command {
  return new Command("expire")
    .description(
      "Replace the certificates of the card in a file with expired ones. Take the card out of its reader first.",
    )
    .argument("<file>", "the card file")
    .option(
      "--at <instant>",
      "when the certificates expire, such as 2026-01-31T12:00:00Z (default: a second ago)",
      instant,
    )
    .action(async (file: string, { at = new Date(Date.now() - second) }: { at?: Date }) => {
      const { PersonaCardIssuer, expireCard } = await import("../../harness/index.ts");
      const { authorities } = await PersonaCardIssuer.open();
      await changeFile(file, (image) => expireCard(image, at, authorities));
    });
}

function instant(value: string): Date {
  const parsed = parseInstant(value);
  if (parsed === undefined)
    throw new InvalidArgumentError(
      "It has to be an ISO 8601 instant such as 2026-01-31T12:00:00Z, of a day that exists.",
    );
  const begins = new Date(parsed);
  begins.setUTCFullYear(parsed.getUTCFullYear() - 3);
  if (!isCertificateTime(parsed) || !isCertificateTime(begins)) {
    throw new InvalidArgumentError("The certificate's three years have to be between 1950 and 9999.");
  }
  return parsed;
}
