import type { Command } from "commander";
import { showCommand } from "./show-card.ts";
import { print } from "../print.ts";

/** `card trace`: as `card insert`, with everything that passes between reader and card on standard output. */
export function traceCommand(): Command {
  return showCommand(
    "trace",
    "Put a card into a reader of a running pcscd and print every command and answer, passcodes left out, until Ctrl-C.",
    (line) => {
      print(`${line}\n`);
    },
  );
}
