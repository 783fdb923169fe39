import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { ReaderSource } from "../../src/iso7816/index.ts";

/** Where the package vsmartcard-vpicc puts vicc's modules, and python3-pycryptodome the ones it imports as `Crypto`. */
const modules = "/usr/lib/python3/site-packages/virtualsmartcard";
const cryptodome = "/usr/lib/python3/dist-packages/Cryptodome";

/** Why vicc, the card emulator of vsmartcard, cannot be run here; undefined if it can. */
export function viccIsMissing(): string | undefined {
  if (spawnSync("vicc", ["--version"]).error) return "the package vsmartcard-vpicc is not installed";
  if (!existsSync(cryptodome)) return "the package python3-pycryptodome is not installed";
  return undefined;
}

/**
 * Runs vicc with its ISO 7816 card in the vpcd reader at the port, once the reader is empty, from when it shows the
 * card until it is stopped. Rejects, with what vicc said, if the card does not come into the reader in 20 seconds.
 */
export async function startVicc(
  port: number,
  reader: string,
  readers: ReaderSource,
): Promise<{ readonly stop: () => Promise<void> }> {
  const hasCard = async () => (await readers.list()).some(({ name, atr }) => name === reader && atr !== undefined);
  while (await hasCard()) await delay(50);
  // Debian's vicc looks for its modules where Python does not, and for PyCryptodome under the name of its forerunner.
  const alias = await mkdtemp(join(tmpdir(), "cis2-testkit-vicc-"));
  await symlink(cryptodome, join(alias, "Crypto"));
  const vicc = spawn("vicc", ["--type", "iso7816", "--port", String(port)], {
    env: { ...process.env, PYTHONPATH: [alias, modules].join(":") },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = once(vicc, "exit");
  let said = "";
  vicc.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const stop = async () => {
    vicc.kill("SIGKILL");
    await exited;
    await rm(alias, { recursive: true });
  };
  const timeout = AbortSignal.timeout(20_000);
  while (!timeout.aborted && vicc.exitCode === null) {
    if (await hasCard()) return { stop };
    await delay(50);
  }
  await stop();
  throw new Error(`vicc's card did not come into ${reader}: ${said.trim()}`);
}
