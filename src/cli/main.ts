import { CommanderError } from "commander";
import { exitCodes } from "../conformance/verdicts/exit-code.ts";
import { createProgram } from "./program.ts";
import { reportError } from "./report-error.ts";

/** Set where requests leave through a proxy, or where another authority is trusted. */
const networkVariables = ["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "CIS2_TESTKIT_CA_FILE"];

try {
  if (networkVariables.some((name) => process.env[name])) {
    const { configureNetwork } = await import("../client/index.ts");
    await configureNetwork();
  }
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.usage;
  } else {
    process.exitCode = reportError(error);
  }
}
