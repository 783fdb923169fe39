import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadedMutant, mutantVariable } from "./load-mutant.ts";

const here = (name: string) => new URL(name, import.meta.url).href;

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** For each module that was loaded, by its URL, and for each process that did: the ranges of its functions and blocks. */
export type Coverage = ReadonlyMap<string, readonly (readonly Range[])[]>;

export interface Baseline {
  readonly test: string;
  readonly durationMs: number;
  readonly coverage: Coverage;
  /** Whether it starts no other process of Node. */
  readonly isOneProcess: boolean;
}

/** Runs a test file as it is. Rejects if it fails, twice on a busy machine: nothing could be said of mutants then. */
export async function baselineOf(test: string): Promise<Baseline> {
  return runWithCoverage(test).catch(() => runWithCoverage(test));
}

async function runWithCoverage(test: string): Promise<Baseline> {
  const folder = await mkdtemp(join(tmpdir(), "mutation-"));
  try {
    const started = performance.now();
    const ended = await outcome(test, { NODE_V8_COVERAGE: folder }, 600_000);
    if (ended !== "passed") throw new Error(`${test} fails without a mutant`);
    const durationMs = performance.now() - started;
    const coverage = new Map<string, (readonly Range[])[]>();
    const reports = await readdir(folder);
    for (const file of reports) {
      const { result } = JSON.parse(await readFile(join(folder, file), "utf8")) as {
        result: { url: string; functions: { ranges: Range[] }[] }[];
      };
      for (const { url, functions } of result) {
        if (!url.includes("/node_modules/") && url.startsWith("file:")) {
          coverage.set(url, [...(coverage.get(url) ?? []), functions.flatMap(({ ranges }) => ranges)]);
        }
      }
    }
    return { test, durationMs, coverage, isOneProcess: reports.length === 1 };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Whether the code at this place ran in any of the test's processes. */
export function reaches({ coverage }: Pick<Baseline, "coverage">, url: string, offset: number): boolean {
  return (coverage.get(url) ?? []).some((ranges) => {
    // The innermost range around a place is the one that counts.
    const [innermost] = ranges
      .filter(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset)
      .sort((one, other) => one.endOffset - one.startOffset - (other.endOffset - other.startOffset));
    return (innermost?.count ?? 0) > 0;
  });
}

/** Whether the test file fails, or does not end in time, with the mutant. */
export async function kills({ test, durationMs }: Baseline, mutant: LoadedMutant): Promise<boolean> {
  const environment = { [mutantVariable]: JSON.stringify(mutant) };
  const ended = await outcome(test, environment, limitFor(durationMs));
  if (ended !== "late") return ended === "failed";
  // The machine may be busier than it was: only a limit that the test keeps today says that the mutant hangs.
  const started = performance.now();
  await outcome(test, {}, 600_000);
  return (await outcome(test, environment, limitFor(performance.now() - started))) !== "passed";
}

const limitFor = (durationMs: number) => 10_000 + 4 * durationMs;

async function outcome(
  test: string,
  environment: NodeJS.ProcessEnv,
  timeoutMs: number,
): Promise<"passed" | "failed" | "late"> {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: before = "", ...inherited } = process.env;
  // By the environment, so that processes which the test starts load the mutant as well.
  const loading = `${before} --import=${here("load-mutant.ts")}`.trim();
  const child = spawn(process.execPath, ["--test-reporter", here("first-failure.ts"), test], {
    stdio: "ignore",
    env: { ...inherited, NODE_OPTIONS: loading, ...environment },
    timeout: Math.round(timeoutMs),
    killSignal: "SIGKILL",
  });
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  if (signal === "SIGKILL") return "late";
  return code === 0 ? "passed" : "failed";
}
