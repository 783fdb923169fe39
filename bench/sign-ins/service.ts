import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What the relying party knows of a provider. */
export interface Endpoints {
  readonly issuer: string;
  readonly authorize: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
}

/** What a provider's process has used so far. */
export interface Usage {
  /** Milliseconds of processor time, of all its threads. */
  readonly processor: number;
  /** Bytes, after a garbage collection. */
  readonly heap: number;
}

export interface Service {
  readonly endpoints: Endpoints;
  usage(): Promise<Usage>;
  stop(): Promise<void>;
}

/** Starts a provider, a module of this folder, as its own process. */
export async function startService(module: string): Promise<Service> {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), { execArgv: ["--expose-gc"] });
  const answer = async () => {
    const ended = new AbortController();
    try {
      const gone = once(child, "exit", ended).then(() => Promise.reject(new Error(`${module} has ended`)));
      return ((await Promise.race([once(child, "message", ended), gone])) as [unknown])[0];
    } finally {
      ended.abort();
    }
  };
  return {
    endpoints: (await answer()) as Endpoints,
    usage: () => {
      child.send("usage");
      return answer() as Promise<Usage>;
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

/** Called by the module in its process, once it answers requests. */
export function announce(endpoints: Endpoints): void {
  process.on("message", () => {
    // What is written down of the process before its garbage is collected is not the work of a sign-in.
    const { user, system } = process.cpuUsage();
    globalThis.gc?.();
    process.send?.({ processor: (user + system) / 1000, heap: process.memoryUsage().heapUsed } satisfies Usage);
  });
  process.once("disconnect", () => process.exit());
  process.send?.(endpoints);
}
