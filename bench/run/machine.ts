import { spawnSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import type { Results } from "../figures/results.ts";

/** What a run is on. */
export function machine(): Pick<Results, "commit" | "node" | "platform" | "processors" | "processor"> {
  const { status, stdout } = spawnSync("git", ["rev-parse", "--short=12", "HEAD"], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  return {
    ...(status === 0 && { commit: stdout.trim() }),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processors: cpus().length,
    processor: cpus()[0]?.model.trim() ?? "unknown",
  };
}

/** How many processes wanted a processor, by the mean of the last minute. */
export function load(): number {
  return Number((loadavg()[0] ?? Number.NaN).toFixed(2));
}
