import type { Store, StoredValue } from "./store.ts";

/** A process keeps no more records than this, so that made-up ids do not fill its memory. */
const mostRecords = 20_000;

export interface KeptRecordsOptions {
  readonly read: Pick<Store, "aheadMs" | "get" | "members">;
  /** Where each change renews the generation. */
  readonly write: Store;
  /** Whether the caller is part of a request, whose beginning has told the generation. */
  readonly isInRequest: () => Promise<boolean>;
}

/**
 * The records of the configuration, kept in this process as long as their generation is that of the store. What is kept under a
 * generation was read after it was first seen, and so is no older than it.
 */
export class KeptRecords implements Store {
  readonly aheadMs: number;
  readonly #options: KeptRecordsOptions;
  #generation: StoredValue | undefined;
  #values = new Map<string, Promise<StoredValue | undefined>>();
  #sets = new Map<string, Promise<string[]>>();

  constructor(options: KeptRecordsOptions) {
    this.aheadMs = options.read.aheadMs;
    this.#options = options;
  }

  /** Forgets what is of another generation; all of it if the store has none. */
  hasGeneration(generation: StoredValue | undefined): void {
    if (generation === undefined || generation !== this.#generation) this.#forget();
    this.#generation = generation;
  }

  async get(key: string): Promise<StoredValue | undefined> {
    const { read, isInRequest } = this.#options;
    return (await isInRequest()) ? kept(this.#values, key, () => read.get(key)) : read.get(key);
  }

  async members(key: string): Promise<string[]> {
    const { read, isInRequest } = this.#options;
    return (await isInRequest()) ? [...(await kept(this.#sets, key, () => read.members(key)))] : read.members(key);
  }

  set(...change: Parameters<Store["set"]>): Promise<void> {
    return this.changing(() => this.#options.write.set(...change));
  }

  add(...change: Parameters<Store["add"]>): Promise<boolean> {
    return this.changing(() => this.#options.write.add(...change));
  }

  delete(key: string): Promise<void> {
    return this.changing(() => this.#options.write.delete(key));
  }

  include(...change: Parameters<Store["include"]>): Promise<void> {
    return this.changing(() => this.#options.write.include(...change));
  }

  exclude(key: string, member: string): Promise<void> {
    return this.changing(() => this.#options.write.exclude(key, member));
  }

  clear(): Promise<void> {
    return this.changing(() => this.#options.write.clear());
  }

  close(): Promise<void> {
    return this.#options.write.close();
  }

  /** This process sees its own change at once, also if a request reads while it is under way. */
  async changing<T>(change: () => Promise<T>): Promise<T> {
    this.#forget();
    try {
      return await change();
    } finally {
      this.#forget();
    }
  }

  // New maps: an answer that is still under way goes to the old ones.
  #forget(): void {
    this.#generation = undefined;
    this.#values = new Map();
    this.#sets = new Map();
  }
}

function kept<T>(records: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const known = records.get(key);
  if (known) return known;
  if (records.size >= mostRecords) records.clear();
  const record = read();
  records.set(key, record);
  record.catch(() => records.delete(key));
  return record;
}
