import { randomInt } from "node:crypto";
import type { Worker } from "node:worker_threads";
import type { Envelope } from "@cucumber/messages";
import { type FeaturePart, runPart } from "../run-part.ts";
import { JoinedStreams, type ThreadMessage } from "./joined-streams.ts";
import { takeThread } from "./waiting-threads.ts";

/**
 * Runs scenarios in `threads` threads, of which this is the first, and hands on messages as of one run. A worker thread loads
 * its modules while this one does. Each thread has every n-th scenario. Standard error says the seed of a random order that has
 * none.
 */
export async function runInThreads(
  part: FeaturePart,
  threads: number,
  onEnvelope: (envelope: Envelope) => void,
): Promise<void> {
  const joined = new JoinedStreams(threads, onEnvelope);
  const order = part.order === "random" ? randomOrder() : part.order;
  const partOf = (thread: number): FeaturePart => ({ ...part, order, shard: shardWithin(part.shard, thread, threads) });
  const workers = Array.from({ length: threads - 1 }, takeThread);
  const ends = workers.map((worker, index) =>
    endOf(worker, (message) => {
      joined.take(index + 1, message);
    }),
  );
  for (const [index, worker] of workers.entries()) worker.postMessage(partOf(index + 1));
  try {
    await Promise.all([runPart(partOf(0), joined.stream(0)), ...ends]);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** One for all threads; Cucumber would take one in each. */
function randomOrder(): string {
  const seed = randomInt(1_000_000);
  process.stderr.write(`Random order using seed: ${seed}\n`);
  return `random:${seed}`;
}

/** The part of a thread, counted from 0, of the scenarios of a shard: Cucumber's shard i/n is each n-th scenario from the i-th. */
export function shardWithin(shard: string | undefined, thread: number, threads: number): string {
  const [index = 1, total = 1] = (shard ?? "1/1").split("/").map(Number);
  return `${index + total * thread}/${total * threads}`;
}

/** Resolves when the worker has run its scenarios; rejects if it cannot, or if `take` throws. */
function endOf(worker: Worker, take: (message: ThreadMessage) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", (messages: readonly ThreadMessage[]) => {
      try {
        messages.forEach(take);
      } catch (error) {
        reject(new Error("The messages of the threads cannot be joined", { cause: error }));
      }
      const last = messages.at(-1);
      if (last && "envelope" in last && last.envelope.testRunFinished) resolve();
    });
    worker.on("error", reject);
    worker.on("exit", (code) => {
      reject(new Error(`A worker thread of the features ended before its scenarios, with ${code}`));
    });
  });
}
