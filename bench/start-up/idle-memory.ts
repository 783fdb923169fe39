import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Result } from "../figures/results.ts";
import { median } from "../measure/median.ts";
import { type NodeStart, startUntilReady } from "./node-process.ts";

const name = "memory of idle serve (resident set size)";
const times = 3;

/** What a process keeps of the machine's memory a second after it is ready, beside one that only waits. */
export async function idleMemory(serve: NodeStart): Promise<Result> {
  if (process.platform !== "linux") return { kind: "unmeasured", name, because: "only Linux has /proc" };
  const waits = ["--eval", 'setInterval(() => {}, 1000); console.log("ready")'];
  const [serving, empty]: [number[], number[]] = [[], []];
  for (let time = 0; time < times; time++) {
    serving.push(await residentMegabytes(serve));
    empty.push(await residentMegabytes({ ...serve, words: waits }));
  }
  return {
    kind: "comparison",
    name,
    unit: "MB",
    better: "lower",
    sides: [
      { name: "serve, idle", value: median(serving) },
      { name: "an empty Node process that waits", value: median(empty), times: 2.8 },
    ],
  };
}

async function residentMegabytes(start: NodeStart): Promise<number> {
  const ready = await startUntilReady(start);
  await delay(1000);
  const status = await readFile(`/proc/${ready.pid}/status`, "utf8");
  await ready.stop();
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
}
