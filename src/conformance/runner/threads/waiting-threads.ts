import { Worker } from "node:worker_threads";

const file = new URL(`./feature-worker${import.meta.url.slice(-3)}`, import.meta.url);
const waiting: Worker[] = [];

/**
 * Starts threads that load the step definitions and then wait for scenarios, so that they load while the caller loads what
 * it needs itself. They do not keep the process alive.
 */
export function startThreads(count: number): void {
  while (waiting.length < count) {
    const worker = new Worker(file);
    worker.unref();
    // What a thread cannot load, the next one cannot either, and that one is asked.
    worker.once("error", () => waiting.splice(waiting.indexOf(worker), waiting.includes(worker) ? 1 : 0));
    waiting.push(worker);
  }
}

/** A thread that waits, or a new one. It keeps the process alive. */
export function takeThread(): Worker {
  const worker = waiting.shift() ?? new Worker(file);
  worker.ref();
  return worker;
}
