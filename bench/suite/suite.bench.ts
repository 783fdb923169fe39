import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Benchmark } from "../benchmark.ts";
import { clone } from "../start-up/installed-package.ts";
import { timeToEnd } from "../start-up/node-process.ts";

const benchmark: Benchmark = {
  title: "The conformance suite",
  about: `The whole suite runs on virtual cards, from a clone: once with one scenario at a time, and once with \`--parallel 2\`. The time is
from the start of the process to its end.`,
  run: async () => {
    await using home = await mkdtempDisposable(join(tmpdir(), "cis2-testkit-bench-"));
    const run = async (parallel: string) => {
      const words = [join(clone, "bin/cis2-testkit.js"), "conformance", "--parallel", parallel];
      const start = { words: [...words, "--report-dir", home.path], folder: clone, home: home.path };
      return (await timeToEnd(start)) / 1000;
    };
    // It makes the keys and compiles the code, which are kept.
    await run("2");
    return [
      {
        kind: "comparison",
        name: "the whole suite",
        unit: "s",
        better: "lower",
        sides: [
          { name: "--parallel 2", value: await run("2") },
          { name: "one scenario at a time", value: await run("1"), times: 0.85 },
        ],
      },
    ];
  },
};
export default benchmark;
