import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { ReaderSource } from "../src/iso7816/index.ts";

// Debian 12 puts vicc's modules where Python does not look, and no longer has the Crypto module they need: that has to
// come from pycryptodome of PyPI, by PYTHONPATH.
const modules = [process.env["PYTHONPATH"], "/usr/lib/python3/site-packages/virtualsmartcard"];
const environment = { ...process.env, PYTHONPATH: modules.filter((one) => one !== undefined).join(":") };

/** Why vicc, the card emulator of vsmartcard, cannot be run here; undefined where it can. */
export function viccIsMissing(): string | undefined {
  if (spawnSync("vicc", ["--version"]).error) return "the package vsmartcard-vpicc is not installed";
  const loading = ["-c", "import virtualsmartcard.VirtualSmartcard"];
  const { status, stderr } = spawnSync("/usr/bin/python3", loading, { env: environment, encoding: "utf8" });
  return status === 0 ? undefined : `vicc does not start: ${stderr.trim().split("\n").at(-1) ?? ""}`;
}

/**
 * Runs vicc with its ISO 7816 card in the vpcd reader at the port, from when the reader shows the card until it is stopped.
 * Undefined where the card does not come into the reader in 20 seconds.
 */
export async function startVicc(
  port: number,
  reader: string,
  readers: ReaderSource,
): Promise<{ readonly stop: () => Promise<void> } | undefined> {
  const vicc = spawn("vicc", ["--type", "iso7816", "--port", String(port)], { env: environment, stdio: "ignore" });
  const stop = async () => {
    if (vicc.exitCode !== null || vicc.signalCode !== null) return;
    const exited = once(vicc, "exit");
    vicc.kill("SIGKILL");
    await exited;
  };
  const patience = AbortSignal.timeout(20_000);
  while (!patience.aborted && vicc.exitCode === null) {
    if ((await readers.list()).some(({ name, atr }) => name === reader && atr !== undefined)) return { stop };
    await delay(100);
  }
  await stop();
  return undefined;
}
