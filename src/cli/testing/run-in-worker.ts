import { once } from "node:events";
import { SHARE_ENV, Worker } from "node:worker_threads";
import type { CommandMessage } from "./command-worker.ts";
import type { CliResult } from "./run-cli.ts";

/**
 * Runs commands as `runInProcess` does, one at a time, in one thread that does not load the test runner: the runner follows
 * every promise of its thread, which takes as long as the commands themselves if they are many.
 */
export class CommandWorker {
  // PC/SC libraries read the environment of the process, not that of a thread.
  readonly #worker = new Worker(new URL("command-worker.ts", import.meta.url), { env: SHARE_ENV });

  /** Rejects if the command throws. */
  async run(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<CliResult> {
    this.#worker.postMessage({ words, environment } satisfies CommandMessage);
    const [result] = (await once(this.#worker, "message")) as [CliResult];
    return result;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}
