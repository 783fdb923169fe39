import { secureRandom, type Random } from "../../../foundation/random.ts";
import type { StatusWatch } from "./status-watch.ts";

/**
 * The contexts of all clients, so that one client can cancel the wait of another, and numbers for contexts and cards that
 * no two of them share.
 */
export class Contexts {
  readonly #random: Random;
  readonly #watches = new Map<number, StatusWatch>();
  readonly #cards = new Set<number>();

  constructor(random: Random = secureRandom) {
    this.#random = random;
  }

  /** How many contexts and cards are open. */
  get size(): { readonly contexts: number; readonly cards: number } {
    return { contexts: this.#watches.size, cards: this.#cards.size };
  }

  establish(watch: StatusWatch): number {
    const context = this.#newNumber();
    this.#watches.set(context, watch);
    return context;
  }

  release(context: number): void {
    this.#watches.delete(context);
  }

  /** The wait for changes in that context; undefined if there is no such context. */
  watchOf(context: number): StatusWatch | undefined {
    return this.#watches.get(context);
  }

  newCard(): number {
    const card = this.#newNumber();
    this.#cards.add(card);
    return card;
  }

  forgetCard(card: number): void {
    this.#cards.delete(card);
  }

  /** 1 to 2^31 - 1: clients keep handles in a signed integer. */
  #newNumber(): number {
    for (;;) {
      const number = Buffer.from(this.#random.bytes(4)).readUInt32BE() & 0x7fffffff;
      if (number !== 0 && !this.#watches.has(number) && !this.#cards.has(number)) return number;
    }
  }
}
