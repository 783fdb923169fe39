import { AsyncLocalStorage } from "node:async_hooks";
import { KeptRecords } from "./kept-records.ts";
import { generationKey, type RedisStore } from "./redis-store.ts";
import { RefilledStore } from "./refilled-store.ts";
import type { Store, StoredValue } from "./store.ts";

/** A request under way, from its first look at the store. */
interface Request {
  readonly first: () => readonly string[];
  /** What was read in advance, and nobody has asked for yet. */
  readonly advance: Map<string, StoredValue | undefined>;
  begun?: Promise<void>;
  over: boolean;
}

/**
 * A Redis that instances share. A request asks it once for the generation of the configuration, and has of this process what
 * was read under the same generation (docs/decisions/0101-one-generation-a-request.md).
 */
export class SharedStore implements Store {
  readonly aheadMs: number;
  readonly configuration: Store;
  readonly #redis: RedisStore;
  readonly #refilled: RefilledStore;
  readonly #kept: KeptRecords;
  readonly #requests = new AsyncLocalStorage<Request | undefined>();

  constructor(redis: RedisStore) {
    this.aheadMs = redis.aheadMs;
    this.#redis = redis;
    this.#refilled = new RefilledStore(redis);
    this.#kept = new KeptRecords({
      read: {
        aheadMs: redis.aheadMs,
        // What is entered again meanwhile is not read and written as part of the request.
        get: (key) => this.#requests.run(undefined, () => this.#refilled.get(key)),
        members: (key) => this.#requests.run(undefined, () => this.#refilled.members(key)),
      },
      write: redis.configuration,
      isInRequest: async () => (await this.#request()) !== undefined,
    });
    this.configuration = this.#kept;
  }

  during(first: () => readonly string[], work: () => void): () => void {
    const request: Request = { first, advance: new Map(), over: false };
    this.#requests.run(request, work);
    // What goes on after the answer, such as a delivery that is tried again, is no part of it.
    return () => void (request.over = true);
  }

  async get(key: string): Promise<StoredValue | undefined> {
    const request = await this.#request();
    if (!request) return this.#refilled.get(key);
    if (!request.advance.has(key)) return this.#redis.get(key);
    const value = request.advance.get(key);
    request.advance.delete(key);
    return value;
  }

  set(key: string, value: StoredValue, lifetime?: number): Promise<void> {
    this.#changes(key);
    return this.#redis.set(key, value, lifetime);
  }

  add(key: string, value: StoredValue, lifetime?: number): Promise<boolean> {
    return this.#redis.add(key, value, lifetime);
  }

  delete(key: string): Promise<void> {
    this.#changes(key);
    return this.#redis.delete(key);
  }

  include(key: string, member: string, lifetime?: number): Promise<void> {
    return this.#redis.include(key, member, lifetime);
  }

  exclude(key: string, member: string): Promise<void> {
    return this.#redis.exclude(key, member);
  }

  members(key: string): Promise<string[]> {
    return this.#refilled.members(key);
  }

  async clear(): Promise<void> {
    await this.#kept.changing(() => this.#refilled.clear());
  }

  async refillBy(name: string, fill: () => Promise<void>): Promise<void> {
    await this.#kept.changing(() => this.#refilled.refillBy(name, fill));
  }

  close(): Promise<void> {
    return this.#redis.close();
  }

  #changes(key: string): void {
    this.#requests.getStore()?.advance.delete(key);
  }

  /** The request this is part of, if it is under way; it has begun then. */
  async #request(): Promise<Request | undefined> {
    const request = this.#requests.getStore();
    if (!request || request.over) return undefined;
    await (request.begun ??= this.#begin(request));
    return request;
  }

  async #begin(request: Request): Promise<void> {
    const keys = request.first();
    const read = () => this.#redis.getAll([generationKey, ...keys]);
    let [generation, ...values] = await read();
    // Nor here, where the request would wait for itself.
    if (generation === undefined && (await this.#requests.run(undefined, () => this.#refilled.wasEmptied()))) {
      [generation, ...values] = await read();
    }
    this.#kept.hasGeneration(generation);
    for (const [index, key] of keys.entries()) request.advance.set(key, values[index]);
  }
}
