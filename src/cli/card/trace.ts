import type { Command } from "commander";
import { showCommand } from "./show-card.ts";
import { print } from "../print.ts";

/** `card trace`: as `card insert`, with everything that passes between reader and card on standard output. */
export function traceCommand(): Command {
  return showCommand(
    "trace",
    "Put a card into a virtual reader, as `card insert` does. Print every command and every response, without the passcodes.",
    (line) => {
      print(`${line}\n`);
    },
  );
}
