import { resolve } from "node:path";
import { Command } from "commander";
import { print } from "./print.ts";

const shells = ["bash", "zsh", "fish", "powershell"];

/**
 * `cis2-testkit complete`: the script by which a shell completes commands, options and their values. At each press of the tab
 * key the script runs `complete -- <words>`. `createProgram` makes the other commands.
 */
export function completeCommand(createProgram: () => Promise<Command>): Command {
  return new Command("complete")
    .description(
      "Print a script for a shell. With this script, the shell completes commands, options and their values.",
    )
    .argument("[shell]", `the shell for which to print the script: ${shells.join(", ")}`)
    .argument(
      "[words...]",
      "the words typed so far, after the argument '--' instead of a shell; the command prints how the last word can continue",
    )
    .action(async (shell: string | undefined, words: string[], _options: unknown, command: Command) => {
      const isAsked = (command.parent as { rawArgs?: string[] } | null)?.rawArgs?.[1] === "--";
      if (!isAsked && (shell === undefined || !shells.includes(shell) || words.length > 0))
        command.error(`error: complete takes one shell: ${shells.join(", ")}`);
      const { completions, completionScript } = await import("./completions.ts");
      const program = await createProgram();
      if (isAsked) print(completions(program, shell === undefined ? [] : [shell, ...words]));
      else print(completionScript(program, shell ?? "", [process.execPath, resolve(process.argv[1] ?? "")]));
    });
}
