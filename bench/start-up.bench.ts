import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { byTurns, timed, type Benchmark } from "./benchmark.ts";
import type { Comparison, Growth } from "./results.ts";

const bin = fileURLToPath(new URL("../bin/cis2-testkit.js", import.meta.url));

const benchmark: Benchmark = {
  title: "Commands, as a process each",
  about: `From the start of the process to its end. \`login\`, with fake CIS2, card and client in it, is beside a Node process that
does nothing. The whole conformance suite runs on virtual cards with \`--parallel\`.`,
  run: async () => [await login(), await suite()],
};
export default benchmark;

async function login(): Promise<Comparison> {
  const { signIn, nothing } = await byTurns(
    { rounds: 5, perTurn: 1 },
    { signIn: () => node([bin, "login", "--json"]), nothing: () => node(["--eval", "0"]) },
  );
  return {
    kind: "comparison",
    name: "a sign-in at the terminal",
    unit: "ms",
    better: "lower",
    sides: [
      { name: "login --json", value: signIn },
      { name: "node --eval 0", value: nothing },
    ],
  };
}

async function suite(): Promise<Growth> {
  const reports = await mkdtemp(join(tmpdir(), "cis2-testkit-bench-"));
  try {
    const points: Growth["points"] = [];
    for (const at of [1, 2]) {
      const run = () => node([bin, "conformance", "--parallel", String(at), "--report-dir", reports]);
      points.push({ at, value: (await timed(run)) / 1000 });
    }
    return { kind: "growth", name: "the conformance suite", unit: "s", of: "scenarios at a time", points };
  } finally {
    await rm(reports, { recursive: true });
  }
}

async function node(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const [exitCode] = (await once(child, "exit")) as [number | null];
  if (exitCode !== 0) throw new Error(`${args.join(" ")}: exit ${String(exitCode)}`);
}
