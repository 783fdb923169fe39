import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Pcscd } from "../../interoperability/pcscd.ts";

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));
const trace = new URL("trace-calls.ts", import.meta.url).href;
const script = fileURLToPath(new URL("lister.ts", import.meta.url));

export interface Look {
  readonly milliseconds: number;
  readonly problem: string | null;
  /** Readers that were named as busy, whose card was not read. */
  readonly busy: number;
  /** What it did, each with its beginning and end in milliseconds. */
  readonly phases: readonly string[];
}

/** A process that looks at all readers whenever it is asked to. */
export async function startOtherProgram({ environment }: Pcscd): Promise<AsyncDisposable & { look(): Promise<Look> }> {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  let last: Promise<unknown> = Promise.resolve();
  const ask = async () => {
    child.stdin.write("look\n");
    return JSON.parse(String((await lines.next()).value)) as Look;
  };
  return {
    // One after another: a look that waited for another of this program's own would say nothing of the client.
    look: () => {
      const mine = last.then(ask);
      last = mine;
      return mine;
    },
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Runs `cis2-testkit readers`, and tells how long that took and what it did meanwhile. */
export async function runReaders({ environment }: Pcscd): Promise<Omit<Look, "busy">> {
  const began = performance.now();
  const child = spawn(process.execPath, ["--import", trace, bin, "readers", "--json"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [printed, traced] = ["", ""];
  child.stdout.on("data", (chunk) => (printed += String(chunk)));
  child.stderr.on("data", (chunk) => (traced += String(chunk)));
  const [exitCode] = (await once(child, "close")) as [number | null];
  const problem = exitCode === 0 ? null : printed + traced;
  return { milliseconds: performance.now() - began, problem, phases: traced.trim().split("\n") };
}
