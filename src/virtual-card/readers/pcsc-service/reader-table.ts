import type { InProcessReaders } from "../in-process.ts";
import type { ReaderSlot } from "../reader-slot.ts";
import { readerNameBytes } from "./protocol/constants.ts";
import { recordBytes, writeRecord } from "./protocol/reader-record.ts";

/** The count of readers added and removed starts from 1, and again from 1 after this. */
const mostEvents = 0x7fff;

/**
 * The readers as clients see them: a table of a fixed number of places. A reader keeps its place while it is there. Readers
 * for which no place is left, and those whose name is too long, are not shown.
 */
export class ReaderTable {
  readonly size: number;
  readonly #readers: InProcessReaders;
  readonly #places: ({ readonly name: string; readonly slot: ReaderSlot } | undefined)[];
  #events = 1;

  constructor(readers: InProcessReaders, size: number) {
    this.size = size;
    this.#readers = readers;
    this.#places = Array.from({ length: size }, () => undefined);
    for (const name of readers.slots.keys()) this.#place(name);
  }

  /** How many readers were added or removed, counted from 1. */
  get events(): number {
    return this.#events;
  }

  add(name: string): void {
    if (this.#place(name)) this.#count();
  }

  remove(name: string): void {
    const place = this.#places.findIndex((shown) => shown?.name === name);
    if (place < 0) return;
    this.#places[place] = undefined;
    this.#count();
  }

  slot(name: string): ReaderSlot | undefined {
    return this.#places.find((shown) => shown?.name === name)?.slot;
  }

  /** Whether the reader is still there: another one of its name is not it. */
  shows(slot: ReaderSlot): boolean {
    return this.#places.some((shown) => shown?.slot === slot);
  }

  /** The whole table, free places too. */
  encode(): Buffer {
    const table = Buffer.alloc(this.size * recordBytes);
    this.#places.forEach((shown, index) => {
      if (shown !== undefined) writeRecord(table, index, shown.name, shown.slot);
    });
    return table;
  }

  #place(name: string): boolean {
    const [free, slot] = [this.#places.indexOf(undefined), this.#readers.slots.get(name)];
    if (free < 0 || slot === undefined || !canBeShown(name)) return false;
    this.#places[free] = { name, slot };
    return true;
  }

  #count(): void {
    this.#events = this.#events === mostEvents ? 1 : this.#events + 1;
  }
}

/** Whether clients can take the name: 1 to 127 bytes of UTF-8, none of them zero. */
export function canBeShown(name: string): boolean {
  const bytes = Buffer.byteLength(name);
  return bytes > 0 && bytes < readerNameBytes && !name.includes("\0");
}
