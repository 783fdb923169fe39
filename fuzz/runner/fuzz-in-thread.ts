import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Finding } from "./finding.ts";
import type { FuzzingResult } from "./fuzzer.ts";

export interface ThreadOptions {
  readonly name: string;
  /** The address of the module that exports it as `target`. */
  readonly module: string;
  readonly seconds: number;
  readonly seed: number;
  /** How many seconds one input may run. Default: 30. */
  readonly timeoutSeconds?: number;
}

const longestInput = 1 << 16;
const heapMegabytes = 512;
const residentBytes = 2 ** 31;

/**
 * Fuzzes in its own thread, so that an input that hangs, or fills the memory, is found as well: the thread is ended,
 * and the input that ran is the finding.
 */
export async function fuzzInThread({ timeoutSeconds = 30, ...options }: ThreadOptions): Promise<FuzzingResult> {
  const current = new SharedArrayBuffer(8 + longestInput);
  const header = new Int32Array(current, 0, 2);
  const worker = new Worker(new URL("fuzz-worker.ts", import.meta.url), {
    workerData: { ...options, current },
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  let [executions, still, ended] = [0, 0, ""];
  const watch = setInterval(() => {
    const now = Atomics.load(header, 0);
    still = now === executions ? still + 1 : 0;
    executions = now;
    if (still > timeoutSeconds) ended = `it ran for more than ${timeoutSeconds} seconds`;
    else if (process.memoryUsage.rss() > residentBytes) ended = `the process takes more than ${residentBytes} bytes`;
    if (ended !== "") void worker.terminate();
  }, 1000);
  const result = new Promise<FuzzingResult>((resolve) => worker.once("message", resolve));
  const exit = once(worker, "exit").then(() => undefined);
  try {
    const finished = await Promise.race([result, exit]);
    if (finished !== undefined) return finished;
  } catch (error) {
    ended = `the thread ended: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  } finally {
    clearInterval(watch);
    await worker.terminate();
  }
  const input = new Uint8Array(current, 8, header[1]).slice();
  const finding: Finding = { input, error: ended, key: ended };
  return { executions, features: 0, corpus: 0, added: 0, findings: [finding] };
}
