import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { EmbeddedCis2 } from "../src/harness/index.ts";
import { ControlClient } from "../src/control-api/index.ts";
import { type JournalEntry, type MemoryStore } from "../src/fake-cis2/index.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** More than any number of virtual users keeps open. */
const mostSockets = 100;
/** The heap may breathe by so much. */
const breath = 1.15;

/** Looks after each stretch of sign-ins whether anything was left behind, and puts everything back to the start. */
export class Housekeeping {
  readonly #environment: EmbeddedCis2;
  readonly #store: MemoryStore;
  readonly #control: ControlClient;
  readonly #heaps: number[] = [];
  #stored = 0;
  #sequence = 0;

  constructor(embedded: EmbeddedCis2, store: MemoryStore) {
    this.#environment = embedded;
    this.#store = store;
    this.#control = new ControlClient(embedded.controlOrigin ?? "");
    embedded.cis2.journal.listen((entry) => {
      this.#follow(entry);
    });
  }

  /** The heap in bytes after each stretch. */
  get heaps(): readonly number[] {
    return this.#heaps;
  }

  /** To be called while no sign-in is under way. Throws if something was left behind. */
  async betweenStretches(): Promise<void> {
    const { cis2 } = this.#environment;
    assert.deepEqual(await cis2.faults.list(), [], "faults that were never used");
    const cards = (await cis2.registrationAuthority.cards()).filter(({ state }) => state === "suspended");
    assert.deepEqual(cards, [], "cards that stayed suspended");
    await this.#control.reset();
    if (this.#stored === 0) this.#stored = this.#store.size;
    assert.equal(this.#store.size, this.#stored, "records that a reset left behind");
    const sockets = process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
    assert.ok(sockets <= mostSockets, `${sockets} sockets are open`);
    collectGarbage();
    this.#heaps.push(process.memoryUsage().heapUsed);
  }

  /** Throws if the heap grew: the last third of the run against the first, each by its median. */
  assertFlat(): void {
    const third = Math.floor(this.#heaps.length / 3);
    if (third < 2) return;
    const [first, last] = [median(this.#heaps.slice(1, 1 + third)), median(this.#heaps.slice(-third))];
    assert.ok(last <= first * breath, `the heap grew from ${first} to ${last} bytes`);
  }

  #follow({ sequence }: JournalEntry): void {
    assert.equal(sequence, this.#sequence + 1, "the journal skips an entry");
    this.#sequence = sequence;
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}
