import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { MemoryStore } from "./memory-store.ts";
import type { Store } from "./store.ts";

/** The environment variable with the password of a Redis. Other users of the machine see those in arguments. */
const storePasswordVariable = "CIS2_TESTKIT_STORE_PASSWORD";

/**
 * Opens a store by its address: `memory:`, `sqlite:<file>`, `redis://…`, `rediss://…` or `redis+unix:<socket>`.
 * The password of a Redis may be in CIS2_TESTKIT_STORE_PASSWORD instead. What a store needs is loaded only when it is asked for.
 */
export async function openStore(address = "memory:", environment = process.env): Promise<Store> {
  const [, scheme = "", rest = ""] = /^([a-z+]+):(.*)$/.exec(address) ?? [];
  if (scheme === "memory") return new MemoryStore();
  if (scheme === "sqlite" && rest !== "") return openSqlite(rest);
  if (scheme === "redis" || scheme === "rediss") return openRedis(address, environment[storePasswordVariable]);
  if (scheme === "redis+unix") return openRedis(rest, environment[storePasswordVariable]);
  const reason = "it must be memory:, sqlite:<file>, redis://…, rediss://… or redis+unix:<socket>";
  throw new TestkitError("CONFIGURATION_INVALID", { setting: "store", reason });
}

async function openRedis(address: string, password: string | undefined): Promise<Store> {
  const [{ RedisStore }, { SharedStore }] = await Promise.all([
    import("./redis-store.ts"),
    import("./shared-store.ts"),
  ]);
  return new SharedStore(await RedisStore.open(address, password));
}

async function openSqlite(file: string): Promise<Store> {
  const { SqliteStore } = await import("./sqlite-store.ts");
  try {
    return new SqliteStore(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "cannot be opened";
    throw new TestkitError("STORE_UNREACHABLE", { store: file, reason }, { cause });
  }
}
