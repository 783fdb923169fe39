import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
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
}

/** A Redis of its own on a Unix socket in a directory of its own, and gone afterwards. */
export async function startRedis(): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), "cis2-testkit-redis-"));
  const socket = join(directory, "redis.sock");
  const options = ["--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", directory];
  const server = spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(server, "exit");
  for await (const line of createInterface(server.stdout)) if (/ready to accept connections/i.test(line)) break;
  server.stdout.resume();
  return {
    address: `redis+unix:${socket}`,
    [Symbol.asyncDispose]: async () => {
      server.kill("SIGTERM");
      await exited;
      await rm(directory, { recursive: true });
    },
  };
}
