import { parentPort, workerData } from "node:worker_threads";
import { z } from "zod";
import { Corpus } from "./corpus.ts";
import { Coverage } from "./coverage.ts";
import { SeededGenerator } from "./seeded-generator.ts";
import { Fuzzer } from "./fuzzer.ts";
import type { FuzzTarget } from "./target.ts";

/** What the thread is started with; `current` holds the length of the input that runs, then the input. */
const { name, module, seconds, seed, current } = z
  .object({
    name: z.string(),
    module: z.string(),
    seconds: z.number(),
    seed: z.number(),
    current: z.instanceof(SharedArrayBuffer),
  })
  .parse(workerData);

const coverage = new Coverage();
const { target } = (await import(module)) as { target: FuzzTarget };
const [header, content] = [new Int32Array(current, 0, 2), new Uint8Array(current, 8)];
const fuzzer = new Fuzzer({
  target,
  coverage,
  corpus: new Corpus("corpus", name),
  generator: new SeededGenerator(seed),
  onInput: (input) => {
    content.set(input.subarray(0, content.length));
    header[1] = input.length;
    Atomics.add(header, 0, 1);
  },
});
const end = Date.now() + seconds * 1000;
parentPort?.postMessage(await fuzzer.run(() => Date.now() >= end));
coverage.close();
