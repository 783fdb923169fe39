import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { UsageMeter, type Usage } from "./usage.ts";

/** A server in a separate process, of which a benchmark sees what it uses. */
export interface Service<Announced> {
  /** What the module announced when it was ready. */
  readonly announced: Announced;
  usage(): Promise<Usage>;
  /** Bytes of the heap that are in use, after a garbage collection that no usage counts. */
  liveHeap(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a module as its own process. Rejects if it ends before it calls `announce`. */
export async function startService<Announced>(module: URL, words: readonly string[] = []): Promise<Service<Announced>> {
  const child = fork(fileURLToPath(module), words, { execArgv: ["--expose-gc"] });
  const answer = async () => {
    const ended = new AbortController();
    try {
      const gone = once(child, "exit", ended).then(() => Promise.reject(new Error(`${module.href} has ended`)));
      return ((await Promise.race([once(child, "message", ended), gone])) as [unknown])[0];
    } finally {
      ended.abort();
    }
  };
  const ask = (what: keyof Asked) => {
    child.send(what);
    return answer();
  };
  return {
    announced: (await answer()) as Announced,
    usage: () => ask("usage") as Promise<Usage>,
    liveHeap: () => ask("liveHeap") as Promise<number>,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

type Asked = Pick<UsageMeter, "usage" | "liveHeap">;

/** Called by the module in its process, once it answers requests. */
export function announce(what: object): void {
  const meter = new UsageMeter();
  process.on("message", (asked: keyof Asked) => {
    process.send?.(meter[asked]());
  });
  process.once("disconnect", () => process.exit());
  process.send?.(what);
}
