import { configurationOf, type Store } from "../../store/store.ts";
import type { RegisteredCard } from "./registered-card.ts";

const completeKey = "CardsByUserComplete";

/**
 * Index of cards by user. It is built on first use of a store that lacks it. Instances older than this index must no
 * longer write to that store.
 */
export class CardsByUser {
  readonly #store: Store;
  readonly #registered: () => Promise<RegisteredCard[]>;
  #completed: Promise<void> | undefined;

  /** @param registered - all cards of the register, to complete the index from */
  constructor(store: Store, registered: () => Promise<RegisteredCard[]>) {
    this.#store = configurationOf(store);
    this.#registered = registered;
  }

  /** Has to come before the register's next card, so that an empty register is complete as it is. */
  complete(): Promise<void> {
    this.#completed ??= this.#complete().catch((error: unknown) => {
      this.#completed = undefined;
      throw error;
    });
    return this.#completed;
  }

  async include({ userId, serial }: Pick<RegisteredCard, "userId" | "serial">): Promise<void> {
    await this.#store.include(cardsOfKey(userId), serial);
  }

  /** Serials of the cards that were ever entered for the person; some may be another's by now. */
  async serialsOf(userId: string): Promise<string[]> {
    await this.complete();
    return this.#store.members(cardsOfKey(userId));
  }

  // Entries are only ever added, and the mark comes last: two instances may do it at once, and one that is killed does no harm.
  async #complete(): Promise<void> {
    if (await this.#store.get(completeKey)) return;
    await Promise.all((await this.#registered()).map((card) => this.include(card)));
    await this.#store.set(completeKey, true);
  }
}

function cardsOfKey(userId: string): string {
  return `CardsOfUser:${userId}`;
}
