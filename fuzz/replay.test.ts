import { describe } from "node:test";
import { Corpus } from "./runner/corpus.ts";
import { fuzzTarget, targetNames } from "./targets/index.ts";
import { itUntilFailure } from "../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

// What fuzzing found once, and every input that reached new code, stays a test.
describe("the inputs kept from fuzzing", () => {
  for (const name of targetNames) {
    it(name, async () => {
      const target = await fuzzTarget(name);
      const { run, close } = await target.open();
      const seeds = (await target.seeds()).map((input, number) => ({ name: `seed ${number}`, input }));
      try {
        for (const { name: file, input } of [...seeds, ...new Corpus("corpus", name).inputs()]) {
          try {
            await run(input);
          } catch (cause) {
            throw new Error(`${name}: ${file}`, { cause });
          }
        }
      } finally {
        await close?.();
      }
    });
  }
});
