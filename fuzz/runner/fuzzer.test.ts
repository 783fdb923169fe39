import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SeededGenerator } from "./seeded-generator.ts";
import { Coverage } from "./coverage.ts";
import { fuzzInThread } from "./fuzz-in-thread.ts";
import { Fuzzer } from "./fuzzer.ts";
import { bytesOf, type FuzzTarget, textOf } from "./target.ts";

/** Keeps inputs in memory. */
function memoryCorpus() {
  const added: string[] = [];
  return { added, inputs: () => [], add: (input: Uint8Array) => String(added.push(textOf(input))) };
}

async function fuzzPlanted(code: RegExp, most: number) {
  const coverage = new Coverage(code);
  const { plantedParser } = await import("./testing/planted-parser.ts");
  const target: FuzzTarget = {
    name: "planted",
    seeds: () => [bytesOf("0000")],
    // What never ends is for the watchdog to find.
    open: () => ({
      run: (input) => {
        if (!textOf(input).includes("8")) plantedParser(input);
      },
    }),
  };
  const corpus = memoryCorpus();
  let batches = 0;
  const result = await new Fuzzer({ target, coverage, corpus, generator: new SeededGenerator(7) }).run(() => {
    batches += 1;
    return batches > most || corpus.added.some((input) => input.startsWith("LOCK9"));
  });
  coverage.close();
  return { ...result, corpus: corpus.added };
}

describe("the fuzzer", () => {
  it("finds its way through conditions that no guess gets past, and gives the smallest input", async () => {
    const { findings, corpus } = await fuzzPlanted(/planted-parser\.ts$/, 2000);
    assert.deepEqual(
      findings.map(({ input }) => textOf(input)),
      ["LOCK9"],
    );
    assert.match(findings[0]?.error ?? "", /TypeError: planted/);
    for (const start of ["L", "LO", "LOC", "LOCK"])
      assert.ok(
        corpus.some((input) => input.startsWith(start)),
        start,
      );
  });

  it("ends an input that runs for ever, and reports it", async () => {
    const module = new URL("testing/planted-hang.ts", import.meta.url).href;
    const { findings } = await fuzzInThread({ name: "planted", module, seconds: 60, seed: 1, timeoutSeconds: 1 });
    assert.deepEqual(
      findings.map(({ input, error }) => [textOf(input), error]),
      [["LOCK8", "it ran for more than 1 seconds"]],
    );
  });
});
