import type { Result } from "./figures/results.ts";

/** A benchmark: the default export of a file `<name>.bench.ts` in a folder of this one. */
export interface Benchmark {
  readonly title: string;
  /** What is measured, how, and beside what, for the page of the figures: Markdown. */
  readonly about: string;
  readonly run: () => Promise<readonly Result[]>;
}
