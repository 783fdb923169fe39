import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Pcscd } from "../../interoperability/pcscd.ts";

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));
const origin = "https://records.test";

/** One `cis2-testkit client`, in a process group that nothing else is in. */
export interface ClientProcess {
  /** Resolves to the status of the answer, or to why there was none. */
  authenticate(signal: AbortSignal): Promise<number | string>;
  /** Open files, on Linux. */
  openFiles(): number;
  /** Sends the signal; resolves once the process has ended. */
  end(signal: NodeJS.Signals): Promise<ClientEnd>;
}

export interface ClientEnd {
  /** The exit code, or the signal that ended it. */
  readonly by: number | NodeJS.Signals | null;
  readonly milliseconds: number;
  /** Whether anything of it is left. */
  readonly orphaned: boolean;
}

/** @param passcode - what a person put into the environment; undefined: the passcode window asks, and nobody answers */
export async function startClient({ environment }: Pcscd, passcode: string | undefined): Promise<ClientProcess> {
  const words = ["client", "--json", "--log", "silent", "--no-open", "--origin", origin, "--port-service-port", "0"];
  const source = passcode === undefined ? [] : ["--passcode", "environment"];
  const child = spawn(process.execPath, [bin, ...words, ...source], {
    env: { ...process.env, ...environment, ...(passcode !== undefined && { CIS2_TESTKIT_PASSCODE: passcode }) },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const exited = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const id = child.pid ?? 0;
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const { userService } = JSON.parse(String((await lines.next()).value)) as { userService: number };
  return {
    authenticate: async (signal) => {
      try {
        const answer = await fetch(`http://localhost:${userService}/authentication/authenticate`, {
          method: "POST",
          headers: { origin, "content-type": "application/json" },
          body: JSON.stringify({ challenge: randomBytes(32).toString("base64") }),
          signal,
        });
        await answer.arrayBuffer();
        return answer.status;
      } catch (error) {
        return error instanceof Error ? error.name : "no answer";
      }
    },
    openFiles: () => readdirSync(`/proc/${id}/fd`).length,
    end: async (signal) => {
      const began = performance.now();
      child.kill(signal);
      const [exitCode, killedBy] = await exited;
      return { by: exitCode ?? killedBy, milliseconds: performance.now() - began, orphaned: isGroupAlive(id) };
    },
  };
}

function isGroupAlive(id: number): boolean {
  try {
    process.kill(-id, 0);
    return true;
  } catch {
    return false;
  }
}
