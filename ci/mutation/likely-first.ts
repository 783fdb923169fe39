import { basename } from "node:path";
import type { Baseline } from "./run-test.ts";

type Asked = Pick<Baseline, "test" | "durationMs">;

interface Answers {
  readonly asked: number;
  readonly killed: number;
  readonly tookMs: number;
}

/** Which test to ask first about a mutant: the one that is likeliest to kill it for the time that it takes. */
export class LikelyFirst {
  readonly #answers = new Map<string, Answers>();

  order<T extends Asked>(file: string, tests: readonly T[]): readonly T[] {
    const worth = (test: T) => {
      const { asked, killed, tookMs } = this.#before(file, test);
      const chance = (killed + 1) / (asked + 2);
      return chance / ((tookMs + test.durationMs) / (asked + 1));
    };
    return tests.toSorted((one, other) => worth(other) - worth(one));
  }

  /** `tookMs` is more than usual if the test waited for what the mutant prevents. */
  note(file: string, test: Asked, killed: boolean, tookMs: number): void {
    const before = this.#before(file, test);
    this.#answers.set(`${file} ${test.test}`, {
      asked: before.asked + 1,
      killed: before.killed + Number(killed),
      tookMs: before.tookMs + tookMs,
    });
  }

  /** A test with the file's name is taken to have killed three mutants of it. */
  #before(file: string, { test, durationMs }: Asked): Answers {
    const first = basename(test, ".test.ts") === basename(file, ".ts") ? 3 : 0;
    const assumed = { asked: first, killed: first, tookMs: first * durationMs };
    return this.#answers.get(`${file} ${test}`) ?? assumed;
  }
}
