import type { Command } from "commander";
import { showCommand } from "./show-card.ts";

/** `card insert`: a card in a reader of a running pcscd, until Ctrl-C. */
export function insertCommand(): Command {
  return showCommand("insert", "Put a card into a reader of a running pcscd, through its vpcd driver, until Ctrl-C.");
}
