import type { Command } from "commander";
import { showCommand } from "./show-card.ts";

/** `card insert`: a card in a reader of a running pcscd, until Ctrl-C. */
export function insertCommand(): Command {
  return showCommand(
    "insert",
    "Put a card into a virtual reader of a running pcscd with the driver vpcd. The card stays in the reader until Ctrl-C.",
  );
}
