import { setTimeout } from "node:timers/promises";
import { causeCode } from "../../client/network/network-error.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { readReadyFile } from "./ready-file.ts";

const intervalMs = 100;

/**
 * Resolves when all targets are ready. Rejects with WAIT_TIMED_OUT, WAITED_FOR_FAILED and DATA_FILE_INVALID, and with
 * CONFIGURATION_INVALID for what begins like an address and is none.
 */
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

/** Says less than an attempt before that failed. */
const cutOff = "it has not answered";

async function ready(target: string, seconds: number, signal: AbortSignal): Promise<void> {
  const isAddress = /^https?:\/\//.test(target);
  if (isAddress && !URL.canParse(target)) {
    throw new TestkitError("CONFIGURATION_INVALID", { setting: target, reason: "it is no address" });
  }
  const look = isAddress ? () => problemAt(target, signal) : () => problemOf(target);
  for (let problem = await look(); problem !== undefined;) {
    if (signal.aborted) throw new TestkitError("WAIT_TIMED_OUT", { target, seconds, reason: problem });
    await setTimeout(intervalMs, undefined, { signal }).catch(() => undefined);
    const next = await look();
    problem = next === cutOff ? problem : next;
  }
}

/** Why the address cannot be used; undefined after any answer but that of a gateway whose server is not there yet. */
async function problemAt(address: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const response = await fetch(address, { redirect: "manual", signal });
    await response.body?.cancel();
    return [502, 503, 504].includes(response.status) ? `it answers ${response.status}` : undefined;
  } catch (error) {
    if (signal.aborted) return cutOff;
    const { cause = error } = error as Error;
    return causeCode(error) || String(cause instanceof Error ? cause.message : cause);
  }
}

/** Why the server of the file cannot be used; undefined if it can. */
async function problemOf(file: string): Promise<string | undefined> {
  const found = await readReadyFile(file);
  if (found === undefined) return "there is no such file";
  if (found.failed !== undefined) throw new TestkitError("WAITED_FOR_FAILED", { target: file, reason: found.failed });
  // One that was killed could not remove its file. Another may be about to start.
  return isRunning(found.pid) ? undefined : "the server that wrote the file has ended";
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
