import type { Corpus } from "./corpus.ts";
import type { Coverage } from "./coverage.ts";
import type { SeededGenerator } from "./seeded-generator.ts";
import { type Finding, findingOf, mostCpuSeconds, smallest } from "./finding.ts";
import { mutate } from "./mutate.ts";
import { bytesOf, type FuzzTarget, type OpenTarget } from "./target.ts";

export interface FuzzingOptions {
  readonly target: FuzzTarget;
  readonly coverage: Coverage;
  readonly corpus: Pick<Corpus, "inputs" | "add">;
  readonly generator: SeededGenerator;
  /** Told of each input before it runs, for a watchdog outside. */
  readonly onInput?: (input: Uint8Array) => void;
}

export interface FuzzingResult {
  readonly executions: number;
  readonly features: number;
  readonly corpus: number;
  readonly added: number;
  readonly findings: readonly Finding[];
}

/** A look at the coverage costs a millisecond, so that fast targets are looked at after many inputs. */
const batchMilliseconds = 40;
const largestBatch = 512;

/** Coverage-guided fuzzing of one target: inputs that reach new code are kept and changed further. */
export class Fuzzer {
  readonly #options: FuzzingOptions;
  readonly #pool: Uint8Array[] = [];
  readonly #seen = new Set<string>();
  readonly #seenByBatches = new Set<string>();
  readonly #findings = new Map<string, Finding>();
  #executions = 0;
  #added = 0;

  constructor(options: FuzzingOptions) {
    this.#options = options;
  }

  /** Fuzzes until `isOver` says so, at least once through seeds and corpus. */
  async run(isOver: () => boolean): Promise<FuzzingResult> {
    const { target, coverage, corpus, generator } = this.#options;
    const opened = await target.open();
    coverage.look();
    for (const input of [...(await target.seeds()), ...corpus.inputs().map((one) => one.input)]) {
      await this.#execute(opened, input);
      this.#learn(coverage.look());
      this.#pool.push(input);
    }
    const dictionary = (target.dictionary ?? []).map(bytesOf);
    const sources = { others: this.#pool, dictionary, longest: target.longest ?? 4096 };
    while (!isOver()) {
      const batch: Uint8Array[] = [];
      coverage.look();
      for (const end = Date.now() + batchMilliseconds; Date.now() < end && batch.length < largestBatch;) {
        const input = mutate(generator.pick(this.#pool), generator, sources);
        batch.push(input);
        await this.#execute(opened, input);
      }
      if (isNew(coverage.look(true), this.#seenByBatches)) await this.#keepWhatIsNew(opened, batch);
    }
    await opened.close?.();
    return {
      executions: this.#executions,
      features: this.#seen.size,
      corpus: this.#pool.length,
      added: this.#added,
      findings: [...this.#findings.values()],
    };
  }

  async #keepWhatIsNew(opened: OpenTarget, batch: readonly Uint8Array[]): Promise<void> {
    for (const input of batch) {
      await this.#execute(opened, input);
      if (!this.#learn(this.#options.coverage.look())) continue;
      this.#pool.push(input);
      this.#options.corpus.add(input);
      this.#added += 1;
    }
  }

  #learn(features: readonly string[]): boolean {
    return isNew(features, this.#seen);
  }

  async #execute(opened: OpenTarget, input: Uint8Array): Promise<void> {
    const finding = await this.#fall(opened, input);
    if (finding === undefined || this.#findings.has(finding.key)) return;
    const falls = async (shorter: Uint8Array) => (await this.#fall(opened, shorter))?.key === finding.key;
    this.#findings.set(finding.key, { ...finding, input: await smallest(input, falls) });
  }

  async #fall(opened: OpenTarget, input: Uint8Array): Promise<Finding | undefined> {
    this.#options.onInput?.(input);
    this.#executions += 1;
    const before = process.cpuUsage();
    try {
      // Copied, so that a target that changes its input is not led astray by it.
      await opened.run(Uint8Array.from(input));
    } catch (error) {
      return findingOf(input, error);
    }
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    return seconds > mostCpuSeconds ? findingOf(input, new Error(`it took ${seconds} CPU seconds`)) : undefined;
  }
}

function isNew(features: readonly string[], known: Set<string>): boolean {
  const before = known.size;
  for (const feature of features) known.add(feature);
  return known.size > before;
}
