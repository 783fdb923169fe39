import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import type { Store, StoredValue } from "./store.ts";

/** How long, in milliseconds, the server may take for an answer, and for each of the two steps of a goodbye. */
const timeoutMs = 5000;
const longestCloseMs = 300;

/** The key of the configuration's generation: a value that changes with each change of the configuration. */
export const generationKey = "Generation";

type Command = [name: string, ...(string | number)[]];

/** Keeps everything in Redis, so that several instances serve one environment. */
export class RedisStore implements Store {
  readonly aheadMs: number;
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #name: string;
  /** Whether each change gives the configuration a new generation, in the same transaction. */
  readonly #renews: boolean;

  private constructor(redis: Redis, prefix: string, name: string, aheadMs: number, renews = false) {
    this.aheadMs = aheadMs;
    this.#redis = redis;
    this.#prefix = prefix;
    this.#name = name;
    this.#renews = renews;
  }

  get configuration(): RedisStore {
    return new RedisStore(this.#redis, this.#prefix, this.#name, this.aheadMs, true);
  }

  /**
   * @param address - `redis://host:port/database`, or the path of a Unix socket
   * @param password - if it is not in the address, which other users of the machine see
   * @param prefix - of all keys, so that environments can share a database
   */
  static async open(address: string, password?: string, prefix = "cis2-testkit:"): Promise<RedisStore> {
    const name = new URL(address, "redis:///").host || address;
    // What was sent when a connection broke is sent again on the next one; a server that stays away is an error.
    const redis = new Redis(address, {
      lazyConnect: true,
      maxRetriesPerRequest: 3,
      connectTimeout: timeoutMs,
      commandTimeout: timeoutMs,
      disconnectTimeout: longestCloseMs,
      // The server became a replica of another one, which the address leads to by now. The command is sent again there.
      reconnectOnError: (error) => (error.message.startsWith("READONLY") ? 2 : false),
      ...(password ? { password } : {}),
    });
    let last: unknown;
    redis.on("error", (error) => (last = error));
    try {
      await redis.connect();
      // The client goes on with database 0 if the server has no such database.
      await redis.select(redis.options.db ?? 0);
      const [seconds, microseconds] = (await redis.time()).map(Number) as [number, number];
      const ahead = seconds + microseconds / 1e6 - Date.now() / 1000;
      return new RedisStore(redis, prefix, name, Math.round(ahead) * 1000);
    } catch (cause) {
      redis.disconnect();
      // Of a refused password or a failed handshake the rejection says only that the connection is closed.
      throw unreachable(name, withoutTls(address, last ?? cause));
    }
  }

  async get(key: string): Promise<StoredValue | undefined> {
    return parsed(await this.#call(this.#redis.get(this.#key(key))));
  }

  /** The values of several keys at one moment, by one command. */
  async getAll(keys: readonly string[]): Promise<(StoredValue | undefined)[]> {
    return (await this.#call(this.#redis.mget(keys.map((key) => this.#key(key))))).map(parsed);
  }

  async set(key: string, value: StoredValue, lifetime?: number): Promise<void> {
    await this.#change(["set", this.#key(key), JSON.stringify(value), ...within(lifetime)]);
  }

  async add(key: string, value: StoredValue, lifetime?: number): Promise<boolean> {
    const done = await this.#change(["set", this.#key(key), JSON.stringify(value), ...within(lifetime), "NX"]);
    return done === "OK";
  }

  async delete(key: string): Promise<void> {
    await this.#change(["unlink", this.#key(key), this.#setKey(key)]);
  }

  async include(key: string, member: string, lifetime?: number): Promise<void> {
    const set = this.#setKey(key);
    const end = milliseconds(lifetime ?? 0);
    const longest: Command[] = [
      ["pexpire", set, end, "NX"],
      ["pexpire", set, end, "GT"],
    ];
    await this.#change(
      ["sadd", set, member],
      ...(lifetime === undefined ? [["persist", set] satisfies Command] : longest),
    );
  }

  async exclude(key: string, member: string): Promise<void> {
    await this.#change(["srem", this.#setKey(key), member]);
  }

  members(key: string): Promise<string[]> {
    return this.#call(this.#redis.smembers(this.#setKey(key)));
  }

  async clear(): Promise<void> {
    for await (const keys of this.#redis.scanStream({ match: `${this.#prefix}*`, count: 1000 })) {
      const found = keys as string[];
      if (found.length > 0) await this.#call(this.#redis.unlink(...found));
    }
  }

  async close(): Promise<void> {
    if (this.#redis.status === "end") return;
    // A server that does not answer must not keep this process.
    const closed = this.#redis.quit().then(
      () => undefined,
      () => undefined,
    );
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(late.resolve, longestCloseMs, undefined);
    await Promise.race([closed, late.promise]);
    clearTimeout(timer);
    this.#redis.disconnect();
  }

  /** Resolves to the first command's outcome. */
  async #change(first: Command, ...more: Command[]): Promise<unknown> {
    const renewal: Command[] = this.#renews ? [["set", this.#key(generationKey), JSON.stringify(randomUUID())]] : [];
    const commands = [first, ...more, ...renewal];
    if (commands.length === 1) return this.#call(this.#redis.call(...first));
    const outcomes = (await this.#call(this.#redis.multi(commands).exec())) ?? [];
    // Each command of a transaction has its own outcome, and exec does not reject for any of them.
    for (const [error] of outcomes) if (error) throw unreachable(this.#name, error);
    return outcomes[0]?.[1];
  }

  async #call<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      throw unreachable(this.#name, error);
    }
  }

  #key(key: string): string {
    return `${this.#prefix}${key}`;
  }

  // Separate, so that a value and a set of the same name do not get into each other's way.
  #setKey(key: string): string {
    return `${this.#prefix}set:${key}`;
  }
}

function parsed(json: string | null): StoredValue | undefined {
  return json === null ? undefined : (JSON.parse(json) as StoredValue);
}

function within(lifetime: number | undefined): (string | number)[] {
  return lifetime === undefined ? [] : ["PX", milliseconds(lifetime)];
}

function milliseconds(lifetime: number): number {
  return Math.max(1, Math.ceil(lifetime * 1000));
}

/** The client's own errors hold the command with its arguments, which are records and secrets: only their text goes on. */
function unreachable(store: string, error: unknown): TestkitError {
  const reason = error instanceof Error ? error.message : "no answer";
  return new TestkitError("STORE_UNREACHABLE", { store, reason }, { cause: new Error(reason) });
}

/** A server without TLS waits for the rest of what it takes for a command. */
function withoutTls(address: string, error: unknown): unknown {
  const silent = address.startsWith("rediss:") && error instanceof Error && error.message.includes("ETIMEDOUT");
  return silent ? new Error("it answers no TLS handshake; a server without TLS is at redis://…") : error;
}
