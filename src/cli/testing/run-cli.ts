import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../../bin/cis2-testkit.js", import.meta.url));

/** Coverage counts what runs in the process of the tests: a short command would take a fifth longer. */
const withoutCoverage = { NODE_V8_COVERAGE: "" };

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function startCli(...args: readonly string[]): ChildProcessWithoutNullStreams {
  return startCliWith({}, ...args);
}

/** Runs the command in a separate process, to its end. */
export function runCli(...args: readonly string[]): Promise<CliResult> {
  return resultOf(startCli(...args));
}

/** As `runCli`, with these environment variables besides. */
export function runCliWith(environment: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<CliResult> {
  return resultOf(startCliWith(environment, ...args));
}

function startCliWith(environment: NodeJS.ProcessEnv, ...args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [bin, ...args], { env: { ...process.env, ...withoutCoverage, ...environment } });
}

async function resultOf(child: ChildProcessWithoutNullStreams): Promise<CliResult> {
  child.stdin.end();
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, stdout, stderr };
}
