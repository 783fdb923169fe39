import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { StructuredPatch } from "diff";
import type { ScenarioResult } from "../../../src/conformance/index.ts";
import type { SetUp } from "./variants.ts";

/** A copy of the example to be tested. */
export interface Job {
  readonly name: string;
  /** What is changed in it. Default: nothing. */
  readonly patch?: StructuredPatch;
  readonly setUp: SetUp;
  /** Ids of the scenarios it is tested with. Default: all. */
  readonly scenarios?: readonly string[];
  /** `random:<seed>`. Default: as the features have them. */
  readonly order?: string;
}

/** What came of a scenario. */
export interface Outcome {
  /** The scenario, as `RP-NONCE-01[wrong-nonce]`. */
  readonly key: string;
  readonly verdict: ScenarioResult["verdict"];
  /** What the report says; empty if the scenario passed. */
  readonly reason: string;
}

type Answer = { readonly outcomes: Outcome[] } | { readonly error: Error };

const threads = 2;

/** Tests all of them in their order, two at a time; what comes of each is there as soon as it has ended. */
export class TestsOfAll {
  readonly #found = new Map<string, PromiseWithResolvers<readonly Outcome[]>>();
  readonly #waiting: Job[];
  readonly #workers: Worker[] = [];

  constructor(jobs: readonly Job[]) {
    this.#waiting = [...jobs];
    for (const { name } of jobs) this.#found.set(name, Promise.withResolvers());
    for (let thread = 0; thread < threads; thread++) void this.#work();
  }

  /** Rejects where it could not be tested. */
  outcomesOf(name: string): Promise<readonly Outcome[]> {
    return this.#found.get(name)?.promise ?? Promise.reject(new Error(`nobody tests ${name}`));
  }

  async close(): Promise<void> {
    this.#waiting.length = 0;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  async #work(): Promise<void> {
    const worker = new Worker(new URL("variant-worker.ts", import.meta.url));
    this.#workers.push(worker);
    for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) {
      const found = this.#found.get(job.name);
      try {
        worker.postMessage(job);
        const [answer] = (await once(worker, "message")) as [Answer];
        if ("error" in answer) throw answer.error;
        found?.resolve(answer.outcomes);
      } catch (error) {
        found?.reject(error);
      }
    }
    await worker.terminate();
  }
}
