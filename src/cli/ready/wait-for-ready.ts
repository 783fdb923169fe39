import { setTimeout } from "node:timers/promises";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { readReadyFile } from "./ready-file.ts";

const intervalMs = 100;

/** Resolves when all targets are ready. Rejects with WAIT_TIMED_OUT, WAITED_FOR_FAILED and DATA_FILE_INVALID. */
export async function waitForReady(targets: readonly string[], seconds: number): Promise<void> {
  const stop = new AbortController();
  const timer = AbortSignal.timeout(seconds * 1000);
  const signal = AbortSignal.any([stop.signal, timer]);
  try {
    await Promise.all(targets.map((target) => ready(target, seconds, signal)));
  } finally {
    stop.abort();
  }
}

async function ready(target: string, seconds: number, signal: AbortSignal): Promise<void> {
  const isReady = /^https?:\/\//.test(target) ? () => answers(target, signal) : () => isServing(target);
  while (!(await isReady())) {
    if (signal.aborted) throw new TestkitError("WAIT_TIMED_OUT", { target, seconds });
    await setTimeout(intervalMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Any answer but that of a gateway whose server is not there yet. */
async function answers(address: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(address, { redirect: "manual", signal });
    await response.body?.cancel();
    return ![502, 503, 504].includes(response.status);
  } catch {
    return false;
  }
}

async function isServing(file: string): Promise<boolean> {
  const found = await readReadyFile(file);
  if (found === undefined) return false;
  if (found.failed !== undefined) throw new TestkitError("WAITED_FOR_FAILED", { target: file, reason: found.failed });
  // One that was killed could not remove its file. Another may be about to start.
  return isRunning(found.pid);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
