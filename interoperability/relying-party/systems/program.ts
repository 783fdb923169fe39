import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { RunningSystem } from "./system.ts";

/** Starts a program that serves the port, and waits until it does. Rejects with its output if it ends before. */
export async function startProgram(
  command: string,
  args: readonly string[],
  port: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningSystem> {
  const child = spawn(command, args, { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (output += text.toString()));
  const ended = once(child, "exit").then(() => Promise.reject(new Error(`${command} ended: ${output}`)));
  ended.catch(() => undefined);
  await Promise.race([ended, listening(port)]);
  return { close: () => end(child) };
}

export function missing(files: Readonly<Record<string, string>>): string | undefined {
  const lacking = Object.entries(files).filter(([, file]) => !existsSync(file));
  return lacking.length === 0 ? undefined : `not installed: ${lacking.map(([name]) => name).join(", ")}`;
}

async function listening(port: number): Promise<void> {
  const until = performance.now() + 20_000;
  while (performance.now() < until) {
    const socket = connect(port, "127.0.0.1");
    const open = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
    await wait(50);
  }
  throw new Error(`nothing listens at port ${port}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
