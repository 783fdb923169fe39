import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { LoadedMutant } from "../load-mutant.ts";
import type { Baseline } from "../run-test.ts";
import type { Answer, Question } from "./warm-child.ts";

/** After so many runs the modules that were loaded again fill too much memory. */
const mostRuns = 300;

/** How often a test failed as the first of a process, and without a mutant. */
const unfit = new Map<string, number>();

/** Asks tests about mutants in one process for many. What it cannot say, a process for one run has to. */
export class WarmProcess implements Disposable {
  #child: ChildProcess | undefined;
  #runs = 0;
  /** The tests that passed in this process, and how long each took. */
  readonly #usualMs = new Map<string, number>();

  /**
   * Whether the test fails with the mutant, or does not end. It must pass without it in the same process just after, or have
   * failed in a process without an earlier mutant: else what that one left behind could have been the reason. Undefined if the
   * test cannot be asked here.
   */
  async kills({ test, durationMs }: Baseline, mutant: LoadedMutant): Promise<boolean | undefined> {
    const longestMs = 10_000 + 4 * durationMs;
    if (this.#runs > mostRuns) this.#end();
    const first = await this.#run(test, mutant, longestMs);
    if (first === undefined || first.passed) return first && false;
    const withoutMs = await this.#msToPass(test, longestMs);
    if (withoutMs !== undefined && 2 * withoutMs < first.limitMs) return true;
    this.#end();
    const alone = await this.#run(test, mutant, longestMs);
    this.#end();
    return alone && !alone.passed;
  }

  async #run(test: string, mutant: LoadedMutant, longestMs: number) {
    if ((unfit.get(test) ?? 0) > 1) return undefined;
    const usualMs = this.#usualMs.get(test) ?? (await this.#msToPass(test, longestMs));
    if (usualMs === undefined) return undefined;
    const limitMs = Math.min(5000 + 10 * usualMs, longestMs);
    const answer = await this.#ask({ test, mutant }, limitMs);
    return { passed: answer !== undefined && answer.failure === undefined, limitMs };
  }

  [Symbol.dispose](): void {
    this.#end();
  }

  async #msToPass(test: string, limitMs: number): Promise<number | undefined> {
    const started = performance.now();
    const answer = await this.#ask({ test, mutant: undefined }, limitMs);
    if (answer !== undefined && answer.failure === undefined) {
      const tookMs = performance.now() - started;
      this.#usualMs.set(test, tookMs);
      return tookMs;
    }
    if (this.#runs < 2) unfit.set(test, (unfit.get(test) ?? 0) + 1);
    this.#end();
    return undefined;
  }

  /** Undefined if no answer came in time: the process is then ended. */
  async #ask(question: Question, limitMs: number): Promise<Answer | undefined> {
    this.#runs += 1;
    const child = (this.#child ??= fork(new URL("warm-child.ts", import.meta.url), { stdio: "ignore" }));
    const waiting = new AbortController();
    const { signal } = waiting;
    const late = setTimeout(() => {
      waiting.abort();
    }, limitMs);
    const exited = once(child, "exit", { signal }).then(() => undefined);
    const answered = once(child, "message", { signal }).then(([answer]) => answer as Answer);
    child.send(question, () => undefined);
    const answer = await Promise.race([answered, exited]).catch(() => undefined);
    clearTimeout(late);
    waiting.abort();
    await Promise.allSettled([answered, exited]);
    if (answer === undefined) this.#end();
    return answer;
  }

  #end(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#usualMs.clear();
    this.#runs = 0;
  }
}
