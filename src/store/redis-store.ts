import { Redis } from "ioredis";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import type { Store, StoredValue } from "./store.ts";

/** Keeps everything in Redis, so that several instances serve one environment. */
export class RedisStore implements Store {
  readonly #redis: Redis;
  readonly #prefix: string;

  private constructor(redis: Redis, prefix: string) {
    this.#redis = redis;
    this.#prefix = prefix;
  }

  /**
   * @param address - `redis://host:port/database`, or the path of a Unix socket
   * @param prefix - of all keys, so that environments can share a database
   */
  static async open(address: string, prefix = "cis2-testkit:"): Promise<RedisStore> {
    // What was sent when a connection broke is sent again on the next one; a server that stays away is an error.
    const redis = new Redis(address, { lazyConnect: true, maxRetriesPerRequest: 3 });
    redis.on("error", () => undefined);
    try {
      await redis.connect();
    } catch (cause) {
      redis.disconnect();
      const reason = cause instanceof Error ? cause.message : "no answer";
      throw new TestkitError(
        "STORE_UNREACHABLE",
        { store: new URL(address, "redis:///").host || address, reason },
        { cause },
      );
    }
    return new RedisStore(redis, prefix);
  }

  async get(key: string): Promise<StoredValue | undefined> {
    const value = await this.#redis.get(this.#key(key));
    return value === null ? undefined : (JSON.parse(value) as StoredValue);
  }

  async set(key: string, value: StoredValue, lifetime?: number): Promise<void> {
    const json = JSON.stringify(value);
    if (lifetime === undefined) await this.#redis.set(this.#key(key), json);
    else await this.#redis.set(this.#key(key), json, "PX", milliseconds(lifetime));
  }

  async add(key: string, value: StoredValue, lifetime?: number): Promise<boolean> {
    const json = JSON.stringify(value);
    const done =
      lifetime === undefined
        ? await this.#redis.set(this.#key(key), json, "NX")
        : await this.#redis.set(this.#key(key), json, "PX", milliseconds(lifetime), "NX");
    return done === "OK";
  }

  async delete(key: string): Promise<void> {
    await this.#redis.unlink(this.#key(key), this.#setKey(key));
  }

  async include(key: string, member: string, lifetime?: number): Promise<void> {
    const set = this.#setKey(key);
    const changes = this.#redis.multi().sadd(set, member);
    if (lifetime === undefined) changes.persist(set);
    else changes.pexpire(set, milliseconds(lifetime), "NX").pexpire(set, milliseconds(lifetime), "GT");
    // Each command of a transaction has an outcome of its own, and exec does not reject for any of them.
    for (const [error] of (await changes.exec()) ?? []) if (error) throw error;
  }

  async exclude(key: string, member: string): Promise<void> {
    await this.#redis.srem(this.#setKey(key), member);
  }

  members(key: string): Promise<string[]> {
    return this.#redis.smembers(this.#setKey(key));
  }

  async clear(): Promise<void> {
    for await (const keys of this.#redis.scanStream({ match: `${this.#prefix}*`, count: 1000 })) {
      const found = keys as string[];
      if (found.length > 0) await this.#redis.unlink(...found);
    }
  }

  async close(): Promise<void> {
    if (this.#redis.status !== "end") await this.#redis.quit();
  }

  #key(key: string): string {
    return `${this.#prefix}${key}`;
  }

  // Of its own, so that a value and a set of the same name do not get into each other's way.
  #setKey(key: string): string {
    return `${this.#prefix}set:${key}`;
  }
}

function milliseconds(lifetime: number): number {
  return Math.max(1, Math.ceil(lifetime * 1000));
}
