import { exitCodes } from "../conformance/verdicts/exit-code.ts";
import { systemFailure } from "../foundation/errors/system-failure.ts";
import { reportError } from "./report-error.ts";

let isServing = false;
let failed = false;

/**
 * Watches what this process prints. A reader that has gone ends a command that prints until it is interrupted; any other
 * goes on, since its work may be half done. The exit code says in the end that something could not be printed.
 */
export function watchOutput(): void {
  process.stdout.on("error", (error) => {
    if (failed) return;
    failed = true;
    if (isServing) process.stderr.write("Nobody reads standard output any more: what would follow is not printed.\n");
    else stop(error);
  });
  // Logs and hints: what was asked for does not depend on them, and there is no place to say that they are lost.
  process.stderr.on("error", () => undefined);
}

/** From here on the process serves others, and what it still prints is not what it runs for. */
export function servesFromNowOn(): void {
  // A failure shows in an event after the write.
  setImmediate(() => (isServing = true));
}

function stop(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EPIPE"))
    reportError(systemFailure(error) ?? error);
  process.once("exit", () => (process.exitCode = exitCodes.ioFailed));
  // As an interrupt: cards and services are given back in order.
  if (process.listenerCount("SIGTERM") > 0) process.emit("SIGTERM");
}
