import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { skipWithout } from "../../foundation/testing/skip-without.ts";

/** For a test's `skip` option. */
export const skipWithoutRedis = skipWithout(
  spawnSync("redis-server", ["--version"]).error ? "the package redis-server is not installed" : undefined,
);

export interface RedisServer extends AsyncDisposable {
  /** The store's address. */
  readonly address: string;
  signal(signal: NodeJS.Signals): void;
}

/** A Redis on a Unix socket in a temporary directory, gone afterwards. */
export async function startRedis(...options: readonly string[]): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), "cis2-testkit-redis-"));
  const socket = join(directory, "redis.sock");
  const all = [
    "--port",
    "0",
    "--unixsocket",
    socket,
    "--save",
    "",
    "--appendonly",
    "no",
    "--dir",
    directory,
    ...options,
  ];
  const server = spawn("redis-server", all, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(server, "exit");
  for await (const line of createInterface(server.stdout)) if (/ready to accept connections/i.test(line)) break;
  server.stdout.resume();
  return {
    address: `redis+unix:${socket}`,
    signal: (signal) => void server.kill(signal),
    [Symbol.asyncDispose]: async () => {
      server.kill("SIGCONT");
      server.kill("SIGTERM");
      await exited;
      await rm(directory, { recursive: true });
    },
  };
}

/** Options for a Redis that speaks TLS alone, at this port, also to its replicas. The certificate is written to the folder. */
export async function tlsOptions(
  folder: string,
  port: number,
  { certificate, privateKey }: { readonly certificate: string; readonly privateKey: string },
): Promise<string[]> {
  const [cert, key] = [join(folder, "certificate.pem"), join(folder, "key.pem")];
  await Promise.all([writeFile(cert, certificate), writeFile(key, privateKey)]);
  const tls = {
    port,
    "cert-file": cert,
    "key-file": key,
    "ca-cert-file": cert,
    "auth-clients": "no",
    replication: "yes",
  };
  return ["--bind", "127.0.0.1", ...Object.entries(tls).flatMap(([name, value]) => [`--tls-${name}`, String(value)])];
}
