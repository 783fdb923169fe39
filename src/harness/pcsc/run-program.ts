import { spawn } from "node:child_process";
import { constants } from "node:os";
import { childEnvironment } from "../../foundation/child-environment.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

export interface ProgramEnd {
  /** The program's exit code; 128 and the signal's number if a signal ended it, as shells have it. */
  readonly exitCode: number;
}

const passedOn = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const;

/**
 * Runs a program on this process's own standard streams, with more in its environment and without this process's
 * secrets. Signals to this process go to the program. Rejects with PROGRAM_NOT_STARTED.
 */
export async function runProgram(
  [program, ...parameters]: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
): Promise<ProgramEnd> {
  const child = spawn(program, parameters, { stdio: "inherit", env: { ...childEnvironment(), ...environment } });
  const passOn = (signal: NodeJS.Signals) => {
    // A terminal has sent its interrupt to the program already.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of passedOn) process.on(signal, passOn);
  try {
    return await new Promise<ProgramEnd>((resolve, reject) => {
      child.once("error", (cause: NodeJS.ErrnoException) => {
        reject(new TestkitError("PROGRAM_NOT_STARTED", { program, reason: cause.code ?? cause.message }, { cause }));
      });
      child.once("exit", (code, signal) => {
        resolve({ exitCode: signal === null ? (code ?? 0) : 128 + constants.signals[signal] });
      });
    });
  } finally {
    for (const signal of passedOn) process.off(signal, passOn);
  }
}
