import { Command, CommanderError } from "commander";
import { exitCodes } from "../conformance/verdicts/exit-code.ts";
import { cardCommand } from "./card/card.ts";
import { changePasscodeCommand } from "./change-passcode.ts";
import { clientCommand } from "./client.ts";
import { conformanceCommand } from "./conformance.ts";
import { doctorCommand } from "./doctor.ts";
import { loginCommand } from "./login.ts";
import { mergeReportsCommand } from "./merge-reports.ts";
import { readersCommand } from "./readers.ts";
import { renewCommand } from "./renew.ts";
import { reportError } from "./report-error.ts";
import { serveCommand } from "./serve.ts";
import { unlockCommand } from "./unlock.ts";
import { version } from "./version.ts";

/** Set where requests leave through a proxy, or where another authority is trusted. */
const networkVariables = ["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "CIS2_TESTKIT_CA_FILE"];

const program = new Command("cis2-testkit")
  .description("Test harness and conformance suite for NHS smartcard sign-in through CIS2.")
  .version(version)
  .showHelpAfterError("(--help lists what is accepted)")
  .exitOverride()
  .addCommand(conformanceCommand())
  .addCommand(mergeReportsCommand())
  .addCommand(loginCommand())
  .addCommand(serveCommand())
  .addCommand(readersCommand())
  .addCommand(doctorCommand())
  .addCommand(clientCommand())
  .addCommand(changePasscodeCommand())
  .addCommand(unlockCommand())
  .addCommand(renewCommand())
  .addCommand(cardCommand());

handDownSettings(program);

try {
  if (networkVariables.some((name) => process.env[name])) {
    const { configureNetwork } = await import("../client/index.ts");
    await configureNetwork();
  }
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage;
  } else {
    process.exitCode = reportError(error);
  }
}

function handDownSettings(parent: Command): void {
  for (const command of parent.commands) {
    command.copyInheritedSettings(parent);
    handDownSettings(command);
  }
}
