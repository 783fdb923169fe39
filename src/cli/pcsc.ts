import { Command } from "commander";
import { port, wholeNumberUpTo } from "./arguments.ts";
import type { RunPcscOptions } from "./run-pcsc.ts";

/** `cis2-testkit pcsc`: virtual readers for PC/SC programs, without pcscd and without root. */
export function pcscCommand(): Command {
  return new Command("pcsc")
    .description(
      "Run a program with virtual smartcard readers, without pcscd and without root. If you name no program, the command prints the environment variables to set for programs. It then keeps the readers until Ctrl-C. It runs only on Linux.",
    )
    .argument("[program...]", "the program and its arguments, after --")
    .option(
      "--card <card...>",
      "put a persona's card into a reader: <profile>:<persona>[@<reader>] (default: piv:one-role)",
    )
    .option("--reader <name...>", "add an empty reader with this name")
    .option(
      "--readers-in-table <number>",
      "the number of readers for which libpcsclite was built, 16 or 48",
      wholeNumberUpTo(255),
      16,
    )
    .option("--control-port <port>", "serve the control API of the readers on this port; 0 for any free port", port)
    .option("--json", "print the environment variables and the readers as JSON", false)
    .action(async (program: string[], options: RunPcscOptions) => {
      const { runPcsc } = await import("./run-pcsc.ts");
      await runPcsc(program, options);
    });
}
