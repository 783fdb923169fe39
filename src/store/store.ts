/** What is kept: JSON values, never changed once they are stored. */
export type StoredValue = object | string | number | boolean;

/**
 * Where the fake CIS2 keeps what must outlive a request: in memory, in a file, or in a place that several instances
 * share. Lifetimes are seconds of the wall clock; without one a value stays until it is deleted.
 */
export interface Store {
  /**
   * The same store for the configuration: records without lifetime that most requests read and few change. Absent if reading
   * them costs nothing. Records of the configuration are written and read here alone.
   */
  readonly configuration?: Store;
  /** How far the clock of the machine with the records is ahead of this machine's: milliseconds, in whole seconds. */
  readonly aheadMs: number;
  get(key: string): Promise<StoredValue | undefined>;
  set(key: string, value: StoredValue, lifetime?: number): Promise<void>;
  /** Sets the value if the key has none, atomically; false if it has one. */
  add(key: string, value: StoredValue, lifetime?: number): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Puts a member into the set at the key. The whole set lives as long as the member that lives longest. */
  include(key: string, member: string, lifetime?: number): Promise<void>;
  exclude(key: string, member: string): Promise<void>;
  members(key: string): Promise<string[]>;
  clear(): Promise<void>;
  /**
   * Remembers how to enter again what the caller has entered: the store does so if it loses its records while it is in use.
   * Undefined if it loses none. One name for each caller, the same in all instances.
   */
  refillBy?(name: string, fill: () => Promise<void>): Promise<void>;
  /**
   * Runs the work of one request, in which the configuration is read at most once: as it is when the request begins, or newer.
   * `first` names keys that the request reads first, each once. The returned function ends the request. Absent if no store is shared.
   */
  during?(first: () => readonly string[], work: () => void): () => void;
  close(): Promise<void>;
}

/** Where the records of the configuration are. */
export function configurationOf(store: Store): Store {
  return store.configuration ?? store;
}
