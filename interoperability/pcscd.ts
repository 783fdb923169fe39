import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { skipWithout } from "../src/foundation/testing/skip-without.ts";
import { VpcdReader, type VpcdReaderOptions } from "../src/virtual-card/index.ts";

const driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

/** What the suites run, and the Debian package it is in; ci/install-system-packages installs them all. */
const programs = {
  pcscd: "pcscd",
  "opensc-tool": "opensc",
  "yubico-piv-tool": "yubico-piv-tool",
  openssl: "openssl",
  setpriv: "util-linux",
};

export interface Pcscd {
  /** The ports of the two slots: a card that connects to one is in that reader. */
  readonly ports: readonly [number, number];
  /** The readers' names, as PC/SC programs see them. */
  readonly readers: readonly [string, string];
  /** For the environment of a PC/SC program, so that it talks to this daemon and not the machine's own. */
  readonly environment: { readonly PCSCLITE_CSOCK_NAME: string };
  /** Kills the daemon, which leaves it no time to tidy up, and starts it again on the same ports. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Why card software cannot be run against a private pcscd here; undefined when nothing is missing. */
export function pcscdIsMissing(): string | undefined {
  if (process.platform !== "linux") return "pcscd with vpcd runs on Linux only";
  if (!existsSync(driver)) return "the package vsmartcard-vpcd is not installed";
  for (const [program, debianPackage] of Object.entries(programs)) {
    if (spawnSync(program, ["--version"]).error) return `the package ${debianPackage} is not installed`;
  }
  if (spawnSync("unshare", ["--mount", "true"]).status !== 0) return "mount namespaces need root";
  return undefined;
}

/** For a test's `skip` option. */
export function skipWithoutPcscd(): string | false {
  return skipWithout(pcscdIsMissing());
}

/**
 * Starts a separate pcscd with one vpcd reader of two slots. Its directory under /run is a temporary one, mounted in a
 * namespace that only the daemon is in, so that any number run side by side and none touches the machine's own.
 */
export async function startPcscd(friendlyName = Buffer.from("Virtual PCD")): Promise<Pcscd> {
  const directory = await mkdtemp(join(tmpdir(), "cis2-testkit-pcscd-"));
  const ports = await twoFreePorts();
  const configuration = join(directory, "reader.conf");
  const port = `0x${ports[0].toString(16)}`;
  const rest = `\nDEVICENAME /dev/null:${port}\nLIBPATH ${driver}\nCHANNELID ${port}\n`;
  await writeFile(configuration, Buffer.concat([Buffer.from('FRIENDLYNAME "'), friendlyName, Buffer.from(`"${rest}`)]));
  let daemon = await start(directory, configuration);
  return {
    ports,
    readers: ["Virtual PCD 00 00", "Virtual PCD 00 01"],
    environment: { PCSCLITE_CSOCK_NAME: join(directory, "pcscd.comm") },
    restart: async () => {
      await stop(daemon, "SIGKILL");
      daemon = await start(directory, configuration);
    },
    stop: async () => {
      await stop(daemon);
      await rm(directory, { recursive: true });
    },
  };
}

/** A reader of vpcd that lets go of its card when the scope of `await using` ends, which a failed assertion ends too. */
export function vpcdReader(options: VpcdReaderOptions): VpcdReader & AsyncDisposable {
  const reader = new VpcdReader(options);
  return Object.assign(reader, { [Symbol.asyncDispose]: () => reader.eject() });
}

/** Has this process's own PC/SC calls go to the daemon, or to another service, while the work lasts. */
export async function withPcscd<T>({ environment }: Pick<Pcscd, "environment">, work: () => Promise<T>): Promise<T> {
  const name = "PCSCLITE_CSOCK_NAME";
  const previous = process.env[name];
  process.env[name] = environment[name];
  try {
    return await work();
  } finally {
    if (previous === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = previous;
  }
}

/** From pcsc-lite 2.3 on a daemon that finds no polkit refuses everybody, root too, unless it is told to do without. */
function withoutPolkit(): string[] {
  const { stdout, stderr } = spawnSync("pcscd", ["--help"], { encoding: "utf8" });
  return `${stdout}${stderr}`.includes("--disable-polkit") ? ["--disable-polkit"] : [];
}

async function start(directory: string, configuration: string): Promise<ChildProcess> {
  const mountAndRun =
    'mkdir -p /run/pcscd && mount --bind "$1" /run/pcscd && shift && exec setpriv --pdeathsig TERM pcscd --foreground --info --config "$@"';
  const options = [configuration, ...withoutPolkit()];
  const daemon = spawn("unshare", ["--mount", "sh", "-c", mountAndRun, "sh", directory, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  for (const stream of [daemon.stdout, daemon.stderr]) {
    createInterface(stream).on("line", (line) => lines.push(line));
  }
  const ready = new Promise<void>((resolve, reject) => {
    createInterface(daemon.stdout).on("line", (line) => {
      if (line.includes("daemon ready")) resolve();
    });
    daemon.once("exit", () => {
      reject(new Error(`pcscd did not start:\n${lines.join("\n")}`));
    });
    daemon.once("error", reject);
  });
  await ready;
  return daemon;
}

async function stop(daemon: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const exited = once(daemon, "exit");
  daemon.kill(signal);
  await exited;
}

/** vpcd gives the second slot the port after the first. */
async function twoFreePorts(): Promise<readonly [number, number]> {
  for (;;) {
    const first = await freePort(0);
    if (first !== undefined && first < 65535 && (await freePort(first + 1)) !== undefined) return [first, first + 1];
  }
}

async function freePort(wanted: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen(wanted, "0.0.0.0");
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
