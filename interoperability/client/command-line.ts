import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Pcscd } from "../pcscd.ts";
import { runTool, type ToolRun } from "../tool.ts";

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));

/** Runs a command of the testkit to its end, as a PC/SC client of this pcscd. */
export function runCommand(
  pcscd: Pick<Pcscd, "environment">,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<ToolRun> {
  return runTool([process.execPath, bin, ...words], { environment: { ...pcscd.environment, ...environment } });
}

/** A command of the testkit that goes on, and prints JSON lines. */
export interface RunningCommand extends AsyncDisposable {
  /** Waits for a line that has these members, among those printed since the last one waited for. */
  next(expected: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  /** Interrupts it, and resolves to its exit code. */
  stop(): Promise<number | null>;
}

export function startCommand(
  pcscd: { readonly environment: NodeJS.ProcessEnv },
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): RunningCommand {
  const child: ChildProcess = spawn(process.execPath, [bin, ...words], {
    env: { ...process.env, ...pcscd.environment, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new TypeError("the command has no standard output");
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const stop = async () => {
    if (child.exitCode !== null) return child.exitCode;
    const exited = once(child, "exit") as Promise<[number | null]>;
    child.kill("SIGINT");
    const [code] = await exited;
    return code;
  };
  return {
    next: async (expected) => {
      const seen: string[] = [];
      for (let line = await lines.next(); line.done !== true; line = await lines.next()) {
        const value = JSON.parse(line.value) as Record<string, unknown>;
        if (Object.entries(expected).every(([name, wanted]) => value[name] === wanted)) return value;
        seen.push(line.value);
      }
      throw new Error(
        `the command ended without printing ${JSON.stringify(expected)}; it printed:\n${seen.join("\n")}`,
      );
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
}
