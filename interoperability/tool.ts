import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { Pcscd } from "./pcscd.ts";

export interface ToolRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program, as a PC/SC client of this pcscd if one is given, in English and without a terminal. */
export async function runTool(
  command: readonly [string, ...string[]],
  { pcscd, directory, environment }: { pcscd?: Pcscd; directory?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<ToolRun> {
  const [program, ...parameters] = command;
  const child = spawn(program, parameters, {
    cwd: directory,
    env: { ...process.env, LC_ALL: "C", ...pcscd?.environment, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close") as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}
