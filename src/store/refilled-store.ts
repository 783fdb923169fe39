import { AsyncLocalStorage } from "node:async_hooks";
import { configurationOf, type Store, type StoredValue } from "./store.ts";

/**
 * Reads a store that may lose all its records while it is in use, as a Redis does that comes back empty: it is filled again as
 * soon as a record is missed. What was entered since the start is lost.
 */
export class RefilledStore {
  readonly #store: Store;
  readonly #fills = new Map<string, () => Promise<void>>();
  readonly #filling = new AsyncLocalStorage<boolean>();
  #refilled: Promise<void> | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  async refillBy(name: string, fill: () => Promise<void>): Promise<void> {
    this.#fills.set(name, fill);
    await this.#mark();
  }

  async get(key: string): Promise<StoredValue | undefined> {
    const value = await this.#store.get(key);
    return value === undefined && (await this.wasEmptied()) ? this.#store.get(key) : value;
  }

  async members(key: string): Promise<string[]> {
    const members = await this.#store.members(key);
    return members.length === 0 && (await this.wasEmptied()) ? this.#store.members(key) : members;
  }

  /** Not a loss: the caller fills it again. */
  async clear(): Promise<void> {
    await this.#store.clear();
    await this.#mark();
  }

  /** Whether the store had lost its records, and has those of the start again. */
  async wasEmptied(): Promise<boolean> {
    if (this.#filling.getStore()) return false;
    if (!(await this.#hasLost())) return false;
    this.#refilled ??= this.#filling.run(true, () => this.#refill()).finally(() => (this.#refilled = undefined));
    await this.#refilled;
    return true;
  }

  async #hasLost(): Promise<boolean> {
    const marks = await Promise.all([...this.#fills.keys()].map((name) => this.#store.get(markOf(name))));
    return marks.includes(undefined);
  }

  /** The marks come last: another instance that finds one finds all records. */
  async #refill(): Promise<void> {
    for (const fill of this.#fills.values()) await fill();
    await this.#mark();
  }

  /** Among the configuration, so that a store that was filled has a generation. */
  async #mark(): Promise<void> {
    const store = configurationOf(this.#store);
    await Promise.all([...this.#fills.keys()].map((name) => store.set(markOf(name), true)));
  }
}

function markOf(name: string): string {
  return `Filled:${name}`;
}
