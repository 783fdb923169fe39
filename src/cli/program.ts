import { Command } from "commander";
import { adoptCommand } from "./adopt.ts";
import { cardCommand } from "./card/card.ts";
import { changePasscodeCommand } from "./change-passcode.ts";
import { clientCommand } from "./client.ts";
import { compareCommand } from "./compare.ts";
import { completeCommand } from "./complete.ts";
import { conformanceCommand } from "./conformance.ts";
import { doctorCommand } from "./doctor.ts";
import { initCommand } from "./init.ts";
import { loginCommand } from "./login.ts";
import { mergeReportsCommand } from "./merge-reports.ts";
import { pcscCommand } from "./pcsc.ts";
import { readersCommand } from "./readers.ts";
import { recordCommand } from "./record.ts";
import { replayCommand } from "./replay.ts";
import { renewCommand } from "./renew.ts";
import { serveCommand } from "./serve.ts";
import { unlockCommand } from "./unlock.ts";
import { version } from "./version.ts";
import { waitCommand } from "./wait.ts";

/** All commands and their options. Parsing throws commander's CommanderError instead of ending the process. */
export function createProgram(): Command {
  const program = programToComplete().addCommand(completeCommand(programToComplete));
  applyInheritedSettings(program);
  return program;
}

/** Without the command that completes them. */
function programToComplete(): Command {
  return new Command("cis2-testkit")
    .description("Test harness and conformance suite for NHS smartcard sign-in through CIS2.")
    .version(version)
    .showHelpAfterError("(--help lists what is accepted)")
    .exitOverride()
    .addCommand(conformanceCommand())
    .addCommand(initCommand())
    .addCommand(recordCommand())
    .addCommand(replayCommand())
    .addCommand(mergeReportsCommand())
    .addCommand(loginCommand())
    .addCommand(serveCommand())
    .addCommand(compareCommand())
    .addCommand(waitCommand())
    .addCommand(adoptCommand())
    .addCommand(readersCommand())
    .addCommand(doctorCommand())
    .addCommand(clientCommand())
    .addCommand(changePasscodeCommand())
    .addCommand(unlockCommand())
    .addCommand(renewCommand())
    .addCommand(cardCommand())
    .addCommand(pcscCommand());
}

function applyInheritedSettings(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    applyInheritedSettings(command);
  }
}
