import { setTimeout as delay } from "node:timers/promises";

/**
 * One transaction a reader at a time within this process. Waiting here costs nothing, while waiting in
 * SCardBeginTransaction holds one of the few threads on which the transaction waited for has to go on.
 */
export class ReaderLocks {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<T>(reader: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(reader) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(reader, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(reader) === mine) this.#last.delete(reader);
    }
  }
}

/** How long, in milliseconds, one transaction may follow the other before there is a gap, and how long that is. */
const longestTurnMs = 200;
const gapMs = 300;

/**
 * Leaves the reader to other programs now and then. pcsclite has a program that waits for a transaction look again every
 * 100 ms, first to connect and then to begin: one whose transactions follow each other at once would keep all others out for as long as it likes.
 */
export class FairTurns {
  readonly #turns = new Map<string, { began: number; ended: number }>();
  readonly #pause: (milliseconds: number) => Promise<unknown>;
  readonly #now: () => number;

  constructor(pause: (milliseconds: number) => Promise<unknown> = delay, now = () => performance.now()) {
    this.#pause = pause;
    this.#now = now;
  }

  /** Resolves when it is this program's turn. */
  async begin(reader: string): Promise<void> {
    const turn = this.#turns.get(reader);
    if (turn !== undefined && this.#now() - turn.ended < gapMs) {
      if (this.#now() - turn.began < longestTurnMs) return;
      await this.#pause(gapMs);
    }
    this.#turns.set(reader, { began: this.#now(), ended: this.#now() });
  }

  end(reader: string): void {
    const turn = this.#turns.get(reader);
    if (turn !== undefined) turn.ended = this.#now();
  }
}
