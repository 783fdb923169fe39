import { leaveReaders } from "./end-without-readers.ts";
import { watchOutput } from "./output-failure.ts";
import { reportError } from "./report-error.ts";
import { runProgram } from "./run-program.ts";

/** Set if requests leave through a proxy, or if another certification authority is trusted. */
const networkVariables = ["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy", "CIS2_TESTKIT_CA_FILE"];

watchOutput();
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error) => {
    // While a step of a scenario runs, cucumber takes what it left behind as that step's failure.
    if (process.listenerCount(event) === 1) process.exit(reportError(error));
  });
}

try {
  if (networkVariables.some((name) => process.env[name])) {
    const { configureNetwork } = await import("../client/index.ts");
    await configureNetwork();
  }
  await runProgram(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportError(error);
}
await leaveReaders();
