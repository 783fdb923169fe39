import { Command } from "commander";
import { expireCommand } from "./expire.ts";
import { insertCommand } from "./insert.ts";
import { inspectCommand } from "./inspect.ts";
import { issueCommand } from "./issue.ts";
import { lockCommand } from "./lock.ts";
import { traceCommand } from "./trace.ts";
import { unlockCommand } from "./unlock.ts";

/** `cis2-testkit card`: virtual cards as files, and in the readers of a running pcscd. */
export function cardCommand(): Command {
  return new Command("card")
    .description("Make virtual cards, change them, and show them to PC/SC programs.")
    .addCommand(issueCommand())
    .addCommand(inspectCommand())
    .addCommand(insertCommand())
    .addCommand(traceCommand())
    .addCommand(lockCommand())
    .addCommand(unlockCommand())
    .addCommand(expireCommand());
}
