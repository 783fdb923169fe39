import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** How a Node process is started: with which words, in which folder, and with which folder as home. */
export interface NodeStart {
  readonly words: readonly string[];
  readonly folder: string;
  readonly home: string;
  /** Default: the Node of this process. */
  readonly program?: string;
}

/** Milliseconds from the start of the process to its end. Rejects if it fails. */
export async function timeToEnd(start: NodeStart): Promise<number> {
  const began = performance.now();
  const [exitCode] = (await once(started(start, "ignore"), "exit")) as [number | null];
  if (exitCode !== 0) throw new Error(`${start.words.join(" ")}: exit ${String(exitCode)}`);
  return performance.now() - began;
}

export interface ReadyProcess {
  readonly pid: number;
  /** Milliseconds from the start of the process to its first output. */
  readonly readyAfter: number;
  stop(): Promise<void>;
}

/** Starts a process that prints something when it is ready, and goes on. Rejects if it ends before. */
export async function startUntilReady(start: NodeStart): Promise<ReadyProcess> {
  const began = performance.now();
  const child = started(start, "pipe");
  const exited = once(child, "exit");
  const first = child.stdout === null ? Promise.reject(new Error("no output")) : once(child.stdout, "data");
  const isReady = await Promise.race([first.then(() => true), exited.then(() => false)]);
  const readyAfter = performance.now() - began;
  if (!isReady || child.pid === undefined) throw new Error(`${start.words.join(" ")} ended before it was ready`);
  child.stdout?.resume();
  return {
    pid: child.pid,
    readyAfter,
    stop: async () => {
      child.kill();
      await exited;
    },
  };
}

function started(
  { program = process.execPath, words, folder, home }: NodeStart,
  stdout: "ignore" | "pipe",
): ChildProcess {
  const { PATH = "" } = process.env;
  // Nothing that this process was started with: no coverage, no compile cache, no options.
  const env = { PATH, HOME: home, USERPROFILE: home };
  return spawn(program, words, { cwd: folder, env, stdio: ["ignore", stdout, "inherit"] });
}
