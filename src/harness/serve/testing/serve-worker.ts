import { registerHooks } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { silentLogger } from "../../../foundation/logger.ts";
import type { ServeOptions } from "../serve-fake-cis2.ts";

/** What a worker thread saw of `serve`, in a module registry that nothing has used before. */
export interface ServedOnce {
  /** The modules that serving without the part loaded. */
  readonly loadedWithout: readonly string[];
  readonly loadedWith: readonly string[];
  /** Milliseconds of this thread's processor time that the part adds until all is ready, its modules included. */
  readonly addedMs: number;
}

const loaded: string[] = [];
registerHooks({
  load: (url, context, next) => {
    loaded.push(url);
    return next(url, context);
  },
});
const { serveFakeCis2 } = await import("../serve-fake-cis2.ts");

async function cpuMsToServe(part: Partial<ServeOptions>): Promise<number> {
  const before = process.threadCpuUsage();
  const options = { host: "127.0.0.1", ports: { internet: 0, hscn: 0 }, logger: silentLogger, ...part };
  const { close } = await serveFakeCis2(options);
  const { user, system } = process.threadCpuUsage(before);
  await close();
  return (user + system) / 1000;
}

await cpuMsToServe({});
const without = await cpuMsToServe({});
const loadedWithout = loaded.splice(0);
const addedMs = (await cpuMsToServe(workerData as Partial<ServeOptions>)) - without;
parentPort?.postMessage({ loadedWithout, loadedWith: loaded, addedMs } satisfies ServedOnce);
