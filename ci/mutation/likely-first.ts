import { basename } from "node:path";
import type { Baseline } from "./run-test.ts";

type Asked = Pick<Baseline, "test" | "durationMs">;

/** Which test to ask first about a mutant: the one that is likeliest to kill it for the time that it takes. */
export class LikelyFirst {
  readonly #answers = new Map<string, { readonly asked: number; readonly killed: number }>();

  order<T extends Asked>(file: string, tests: readonly T[]): readonly T[] {
    const worth = ({ test, durationMs }: T) => this.#chance(file, test) / durationMs;
    return tests.toSorted((one, other) => worth(other) - worth(one));
  }

  note(file: string, { test }: Asked, killed: boolean): void {
    const { asked, killed: before } = this.#before(file, test);
    this.#answers.set(`${file} ${test}`, { asked: asked + 1, killed: before + Number(killed) });
  }

  #chance(file: string, test: string): number {
    const { asked, killed } = this.#before(file, test);
    return (killed + 1) / (asked + 2);
  }

  /** A test with the file's name is taken to have killed three mutants of it. */
  #before(file: string, test: string) {
    const first = basename(test, ".test.ts") === basename(file, ".ts") ? 3 : 0;
    return this.#answers.get(`${file} ${test}`) ?? { asked: first, killed: first };
  }
}
