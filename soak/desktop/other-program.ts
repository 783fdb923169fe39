import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Pcscd } from "../../interoperability/pcscd.ts";

const script = fileURLToPath(new URL("lister.ts", import.meta.url));

export interface Look {
  readonly milliseconds: number;
  readonly problem: string | null;
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
  return {
    look: async () => {
      child.stdin.write("look\n");
      return JSON.parse(String((await lines.next()).value)) as Look;
    },
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}
