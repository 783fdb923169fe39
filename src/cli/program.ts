import { Command } from "commander";
import { version } from "./version.ts";

type CommandMaker = readonly [name: string, make: () => Promise<Command>];

/** In the order of --help. The file of a command is loaded when the command is made. */
const commandsToComplete: readonly CommandMaker[] = [
  ["conformance", async () => (await import("./conformance.ts")).conformanceCommand()],
  ["init", async () => (await import("./init.ts")).initCommand()],
  ["record", async () => (await import("./record.ts")).recordCommand()],
  ["replay", async () => (await import("./replay.ts")).replayCommand()],
  ["merge-reports", async () => (await import("./merge-reports.ts")).mergeReportsCommand()],
  ["login", async () => (await import("./login.ts")).loginCommand()],
  ["serve", async () => (await import("./serve.ts")).serveCommand()],
  ["compare", async () => (await import("./compare.ts")).compareCommand()],
  ["wait", async () => (await import("./wait.ts")).waitCommand()],
  ["adopt", async () => (await import("./adopt.ts")).adoptCommand()],
  ["readers", async () => (await import("./readers.ts")).readersCommand()],
  ["doctor", async () => (await import("./doctor.ts")).doctorCommand()],
  ["client", async () => (await import("./client.ts")).clientCommand()],
  ["change-passcode", async () => (await import("./change-passcode.ts")).changePasscodeCommand()],
  ["unlock", async () => (await import("./unlock.ts")).unlockCommand()],
  ["renew", async () => (await import("./renew.ts")).renewCommand()],
  ["card", async () => (await import("./card/card.ts")).cardCommand()],
  ["pcsc", async () => (await import("./pcsc.ts")).pcscCommand()],
];
const commands: readonly CommandMaker[] = [
  ...commandsToComplete,
  ["complete", async () => (await import("./complete.ts")).completeCommand(() => programOf(commandsToComplete))],
];

/**
 * All commands and their options; or only the command that these words begin with, as the files of the others take a start
 * some milliseconds. Parsing throws commander's CommanderError instead of ending the process.
 */
export function createProgram([first]: readonly string[] = []): Promise<Command> {
  const named = commands.filter(([name]) => name === first);
  return programOf(named.length > 0 ? named : commands);
}

async function programOf(makers: readonly CommandMaker[]): Promise<Command> {
  const program = new Command("cis2-testkit")
    .description("Test harness and conformance suite for NHS smartcard sign-in through CIS2.")
    .version(version)
    .showHelpAfterError("(--help lists what is accepted)")
    .exitOverride();
  for (const command of await Promise.all(makers.map(([, make]) => make()))) program.addCommand(command);
  applyInheritedSettings(program);
  return program;
}

function applyInheritedSettings(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    applyInheritedSettings(command);
  }
}
