import type { Store, StoredValue } from "./store.ts";

interface Entry<Value> {
  readonly value: Value;
  /** Milliseconds since the epoch, or Infinity. */
  readonly expiresAt: number;
}

const sweepEvery = 1000;

/** Keeps everything in this process. What has expired is dropped when it is next asked for, and in sweeps. */
export class MemoryStore implements Store {
  readonly aheadMs = 0;
  readonly #values = new Map<string, Entry<StoredValue>>();
  readonly #sets = new Map<string, Entry<Set<string>>>();
  #writesUntilSweep = sweepEvery;

  get(key: string): Promise<StoredValue | undefined> {
    return Promise.resolve(live(this.#values, key));
  }

  set(key: string, value: StoredValue, lifetime?: number): Promise<void> {
    this.#sweep();
    this.#values.set(key, { value, expiresAt: expiry(lifetime) });
    return Promise.resolve();
  }

  add(key: string, value: StoredValue, lifetime?: number): Promise<boolean> {
    if (live(this.#values, key) !== undefined) return Promise.resolve(false);
    this.#values.set(key, { value, expiresAt: expiry(lifetime) });
    return Promise.resolve(true);
  }

  delete(key: string): Promise<void> {
    this.#values.delete(key);
    this.#sets.delete(key);
    return Promise.resolve();
  }

  include(key: string, member: string, lifetime?: number): Promise<void> {
    const before = this.#sets.get(key);
    const value = live(this.#sets, key) ?? new Set<string>();
    value.add(member);
    this.#sets.set(key, { value, expiresAt: Math.max(expiry(lifetime), before?.expiresAt ?? 0) });
    return Promise.resolve();
  }

  exclude(key: string, member: string): Promise<void> {
    const set = this.#sets.get(key)?.value;
    set?.delete(member);
    if (set?.size === 0) this.#sets.delete(key);
    return Promise.resolve();
  }

  members(key: string): Promise<string[]> {
    return Promise.resolve([...(live(this.#sets, key) ?? [])]);
  }

  clear(): Promise<void> {
    this.#values.clear();
    this.#sets.clear();
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.clear();
  }

  /** How many values and sets are held. */
  get size(): number {
    return this.#values.size + this.#sets.size;
  }

  #sweep(): void {
    if (--this.#writesUntilSweep > 0) return;
    this.#writesUntilSweep = sweepEvery;
    const now = Date.now();
    for (const map of [this.#values, this.#sets]) {
      for (const [key, { expiresAt }] of map) if (expiresAt <= now) map.delete(key);
    }
  }
}

function live<Value>(map: Map<string, Entry<Value>>, key: string): Value | undefined {
  const entry = map.get(key);
  if (entry === undefined || entry.expiresAt > Date.now()) return entry?.value;
  map.delete(key);
  return undefined;
}

function expiry(lifetime: number | undefined): number {
  return lifetime === undefined ? Infinity : Date.now() + lifetime * 1000;
}
