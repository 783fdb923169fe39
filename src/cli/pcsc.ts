import { Command } from "commander";
import { port, wholeNumberUpTo } from "./arguments.ts";
import type { RunPcscOptions } from "./run-pcsc.ts";

/** `cis2-testkit pcsc`: virtual readers for PC/SC programs, without pcscd and without root. */
export function pcscCommand(): Command {
  return new Command("pcsc")
    .description(
      "Run a program with virtual smartcard readers, without pcscd and without root. Without a program, print what to " +
        "set in the environment of programs, and serve the readers until Ctrl-C. Linux only.",
    )
    .argument("[program...]", "the program and its arguments, after --")
    .option("--card <card...>", "<profile>:<persona>[@<reader>]: a persona's card, in a reader (default: piv:one-role)")
    .option("--reader <name...>", "an empty reader")
    .option(
      "--readers-in-table <number>",
      "how many readers libpcsclite was built for: 16 or 48",
      wholeNumberUpTo(255),
      16,
    )
    .option("--control-port <port>", "serve the control API of the readers on this port; 0 for any free port", port)
    .option("--json", "print the variables and the readers as JSON", false)
    .action(async (program: string[], options: RunPcscOptions) => {
      const { runPcsc } = await import("./run-pcsc.ts");
      await runPcsc(program, options);
    });
}
