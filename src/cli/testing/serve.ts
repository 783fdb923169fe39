import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after } from "node:test";
import { startCli } from "./run-cli.ts";

export const freePorts = ["--internet-port", "0", "--hscn-port", "0", "--demo-port", "0", "--port-service-port", "0"];

export interface ServeProcess {
  /** The ready line; undefined members are not served. */
  readonly ready: Readonly<Record<string, string>>;
  /** The next line of standard output. */
  readonly line: () => Promise<string>;
  /** All it has printed, on standard output and standard error. */
  readonly printed: () => string;
  /** Ends it, and resolves to its exit code. */
  readonly stop: () => Promise<number | null>;
}

const running = new Set<ChildProcess>();
// A test that failed has not stopped its own.
after(() => {
  for (const child of running) child.kill();
});

/** Runs `serve` on free ports as its own process, until it is ready. Rejects with what it printed if it ends before. */
export async function startServe(...options: readonly string[]): Promise<ServeProcess> {
  const child = startCli("serve", ...freePorts, "--json", "--no-open", ...options);
  running.add(child);
  child.once("exit", () => running.delete(child));
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  const lines = createInterface(child.stdout);
  const ended = once(child, "close") as Promise<[number | null]>;
  const line = async () => {
    const [next] = await Promise.race([once(lines, "line") as Promise<[string?]>, ended.then(() => [])]);
    return next ?? assert.fail(`serve ended before it printed a line: ${printed}`);
  };
  const ready = JSON.parse(await line()) as Record<string, string>;
  const stop = async () => {
    child.kill("SIGTERM");
    return (await ended)[0];
  };
  return { ready, line, printed: () => printed, stop };
}
