import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { StructuredPatch } from "diff";
import type { ScenarioResult } from "../../../src/conformance/index.ts";

/** A copy of the example to be tested. */
export interface Job {
  readonly name: string;
  /** What is changed in it; nothing unless given. */
  readonly patch?: StructuredPatch;
  /** Whether it has a secret in place of a key. */
  readonly secret: boolean;
}

/** What came of a module. */
export interface Outcome {
  /** The scenario, as `RP-NONCE-01[wrong-nonce]`. */
  readonly key: string;
  readonly verdict: ScenarioResult["verdict"];
  /** What the report says; empty where the module passed. */
  readonly reason: string;
}

type Answer = { readonly outcomes: Outcome[] } | { readonly error: Error };

const threads = 2;

/** Tests all of them, two at a time. Rejects where one of them could not be tested. */
export async function testAll(jobs: readonly Job[]): Promise<ReadonlyMap<string, readonly Outcome[]>> {
  const waiting = [...jobs];
  const found = new Map<string, readonly Outcome[]>();
  const work = async () => {
    const worker = new Worker(new URL("variant-worker.ts", import.meta.url));
    try {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        worker.postMessage(job);
        const [answer] = (await once(worker, "message")) as [Answer];
        if ("error" in answer) throw new Error(`${job.name} could not be tested`, { cause: answer.error });
        found.set(job.name, answer.outcomes);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return found;
}
