import { type Profiler, Session } from "node:inspector";

/** The testkit's own code, by the address of its files. */
const ownCode = /\/src\/.*\.ts$/;

/**
 * Which blocks of the testkit's own code ran, by V8's precise coverage. Counts start again with each look: a look costs
 * about a millisecond, whatever ran in between.
 */
export class Coverage {
  readonly #session = new Session();
  readonly #code: RegExp;

  /** To be made before the code under test is imported: what was compiled before is not counted block by block. */
  constructor(code = ownCode) {
    this.#code = code;
    this.#session.connect();
    this.#session.post("Profiler.enable");
    this.#session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  }

  /**
   * What ran since the last look, as features: a block and how often it ran, in steps of 0, 1, 2, 4 and so on. With
   * `coarse`, whether it ran at all.
   */
  look(coarse = false): string[] {
    const features: string[] = [];
    for (const { url, scriptId, functions } of this.#take()) {
      if (!this.#code.test(url)) continue;
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) {
          const step = coarse ? Math.min(count, 1) : Math.ceil(Math.log2(count + 1));
          features.push(`${scriptId}:${startOffset}-${endOffset}:${Math.min(step, 5)}`);
        }
      }
    }
    return features;
  }

  close(): void {
    this.#session.disconnect();
  }

  /** The session is in the same thread, so that its answer is there when `post` returns. */
  #take(): readonly Profiler.ScriptCoverage[] {
    let taken: readonly Profiler.ScriptCoverage[] = [];
    this.#session.post("Profiler.takePreciseCoverage", (error, { result }) => {
      if (error) throw error;
      taken = result;
    });
    return taken;
  }
}
