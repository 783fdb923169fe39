import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../../bin/cis2-testkit.js", import.meta.url));

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function startCli(...args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...args]);
}

/** Runs the command in a separate process, to its end. */
export function runCli(...args: readonly string[]): Promise<CliResult> {
  return resultOf(startCli(...args));
}

/** As `runCli`, with these environment variables besides. */
export function runCliWith(environment: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<CliResult> {
  return resultOf(spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...environment } }));
}

async function resultOf(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  child.stdin.end();
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, stdout, stderr };
}
