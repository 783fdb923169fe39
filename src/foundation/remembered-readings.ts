import { dropOldest } from "./drop-oldest.ts";

/** What was read of the bytes that were asked for last: of certificates, or of files of cards. */
export class RememberedReadings<Reading> {
  readonly #limit: number;
  /** In bytes; one that is longer is read each time, so that what is kept is bounded. */
  readonly #longest = 8192;
  readonly #kept = new Map<string, Reading>();

  constructor(limit = 256) {
    this.#limit = limit;
  }

  /** What `read` makes of a copy of these bytes; throws as it does, each time. */
  get(bytes: Uint8Array, read: (bytes: Uint8Array) => Reading): Reading {
    if (bytes.length > this.#longest) return read(bytes);
    const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    const reading = this.#kept.get(key) ?? read(Uint8Array.from(bytes));
    // Put in again, so that the first of the map is the one not asked for the longest.
    this.#kept.delete(key);
    this.#kept.set(key, reading);
    dropOldest(this.#kept, this.#limit);
    return reading;
  }
}
