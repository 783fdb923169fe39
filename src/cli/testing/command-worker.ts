import { parentPort } from "node:worker_threads";
import { runInProcess } from "./run-in-process.ts";

/** One command, as `CommandWorker` sends it. */
export interface CommandMessage {
  readonly words: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

parentPort?.on("message", ({ words, environment }: CommandMessage) => {
  void runInProcess(words, { environment }).then((result) => {
    parentPort?.postMessage(result);
  });
});
