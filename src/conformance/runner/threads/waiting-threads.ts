import { Worker } from "node:worker_threads";

/** A run refuses more. */
export const mostThreads = 64;

const file = new URL(`./feature-worker${import.meta.url.slice(-3)}`, import.meta.url);
const waiting = new Set<Worker>();

/**
 * Starts threads that load the step definitions and then wait for scenarios, so that they load while the caller loads what
 * it needs itself. They do not keep the process alive.
 */
export function startThreads(count: number): void {
  while (waiting.size < count) {
    const worker = new Worker(file);
    worker.unref();
    // What a thread cannot load, the next one cannot either, and that one is asked.
    worker.once("error", () => waiting.delete(worker));
    waiting.add(worker);
  }
}

/** A thread that waits, or a new one. It keeps the process alive. */
export function takeThread(): Worker {
  const [worker = new Worker(file)] = waiting;
  waiting.delete(worker);
  worker.ref();
  return worker;
}
