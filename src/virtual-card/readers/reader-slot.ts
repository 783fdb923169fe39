import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection } from "../../iso7816/index.ts";
import { CardResetError } from "../card/card-reset.ts";
import { PowerLostError } from "../image/image-store.ts";
import type { InsertableCard } from "../virtual-card.ts";
import { Mutex } from "./mutex.ts";

/** One stay of a card in a reader, from insertion to removal. */
interface Stay {
  readonly card: InsertableCard;
  readonly exclusive: Mutex;
  /** Rejects when the card is taken out; what waits for the card then ends. */
  readonly removed: Promise<never>;
  readonly remove: () => void;
  resets: number;
  connections: number;
}

/** A reader in this process: holds at most one card and hands out connections to it. */
export class ReaderSlot {
  readonly #cardLeft: () => void;
  #stay: Stay | undefined;

  /** `cardLeft` is called when a card removes itself, as one does that loses its power. */
  constructor(cardLeft: () => void) {
    this.#cardLeft = cardLeft;
  }

  get card(): InsertableCard | undefined {
    return this.#stay?.card;
  }

  insert(card: InsertableCard): void {
    const { promise: removed, reject } = Promise.withResolvers<never>();
    removed.catch(() => undefined);
    const remove = () => {
      reject(new TestkitError("CARD_REMOVED"));
    };
    card.powerOn();
    this.#stay = { card, exclusive: new Mutex(), removed, remove, resets: 0, connections: 0 };
  }

  eject(): void {
    this.#stay?.remove();
    this.#stay = undefined;
  }

  /** Resets the card, as another program can: connections learn of it by CARD_RESET. */
  reset(): void {
    if (this.#stay === undefined) return;
    this.#stay.card.reset();
    this.#stay.resets += 1;
  }

  connect(): CardConnection {
    const stay = this.#stay;
    if (stay === undefined) throw new TestkitError("CARD_ABSENT");
    stay.connections += 1;
    return this.#connection(stay, stay.resets);
  }

  #connection(stay: Stay, resets: number): CardConnection {
    let transactions = 0;
    let connected = true;
    const exchange = async (command: Uint8Array) => {
      if (!connected || stay !== this.#stay) throw new TestkitError("CARD_REMOVED");
      if (stay.resets !== resets) throw new TestkitError("CARD_RESET");
      return this.#exchange(stay, command);
    };
    return {
      atr: stay.card.atr,
      transmit: (command) => (transactions > 0 ? exchange(command) : stay.exclusive.run(() => exchange(command))),
      transaction: async (work) => {
        const inside = async () => {
          transactions += 1;
          try {
            return await work();
          } finally {
            transactions -= 1;
          }
        };
        return transactions > 0 ? inside() : stay.exclusive.run(inside);
      },
      disconnect: () => {
        if (connected) {
          connected = false;
          stay.connections -= 1;
          if (stay.connections === 0 && stay === this.#stay) stay.card.reset();
        }
        return Promise.resolve();
      },
    };
  }

  async #exchange(stay: Stay, command: Uint8Array): Promise<Uint8Array> {
    try {
      return await Promise.race([stay.card.transmit(command), stay.removed]);
    } catch (error) {
      if (error instanceof PowerLostError) {
        this.#cardLeft();
        throw new TestkitError("CARD_REMOVED", {}, { cause: error });
      }
      if (error instanceof CardResetError) {
        this.reset();
        throw new TestkitError("CARD_RESET", {}, { cause: error });
      }
      throw error;
    }
  }
}
