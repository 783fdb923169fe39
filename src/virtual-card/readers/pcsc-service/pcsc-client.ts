import type { ReaderSlot } from "../reader-slot.ts";
import type { SlotConnection } from "../slot-connection.ts";
import type { Contexts } from "./contexts.ts";
import { version } from "./protocol/constants.ts";
import type { ReaderTable } from "./reader-table.ts";
import type { StatusWatch } from "./status-watch.ts";

/** A card, or an empty reader, that a client is connected to. */
export interface OpenCard {
  readonly reader: string;
  readonly slot: ReaderSlot;
  readonly connection: SlotConnection;
}

export interface ServiceParts {
  readonly table: ReaderTable;
  readonly contexts: Contexts;
  /** How long, in milliseconds, a card that no program uses keeps its power. */
  readonly powerOffAfterMs: number;
  /** How long, in milliseconds, connecting, and letting go with a reset, wait for another program's transaction. */
  readonly longestWaitMs: number;
  /** How many cards one client may be connected to. */
  readonly mostCards: number;
}

/** A client asked for a card that is not its own. It gets no answer. */
export class ForeignHandleError extends Error {
  override readonly name = "ForeignHandleError";
}

/** What the service knows of one client: one connection of libpcsclite, which is one context. */
export class PcscClient {
  readonly service: ServiceParts;
  readonly watch: StatusWatch;
  /** The minor version the client speaks. */
  minor: number = version.oldestMinor;
  /** Aborts when the client is gone. */
  readonly #end = new AbortController();
  readonly #cards = new Map<number, OpenCard>();
  #context = 0;

  constructor(service: ServiceParts, watch: StatusWatch) {
    this.service = service;
    this.watch = watch;
  }

  /** The number of the client's context; 0 if it has none. */
  get context(): number {
    return this.#context;
  }

  get gone(): AbortSignal {
    return this.#end.signal;
  }

  get cardCount(): number {
    return this.#cards.size;
  }

  /** A client that establishes a context again keeps its cards. */
  establishContext(): number {
    this.service.contexts.release(this.#context);
    this.#context = this.service.contexts.establish(this.watch);
    return this.#context;
  }

  /** Lets go of all cards. A card in the middle of a transaction is reset. */
  releaseContext(): void {
    for (const number of [...this.#cards.keys()]) {
      const { connection } = this.card(number);
      connection.abandon();
      this.forget(number);
    }
    this.service.contexts.release(this.#context);
    this.#context = 0;
  }

  add(card: OpenCard): number {
    const number = this.service.contexts.newCard();
    this.#cards.set(number, card);
    return number;
  }

  /** Throws ForeignHandleError. */
  card(number: number): OpenCard {
    const card = this.#cards.get(number);
    if (card === undefined) throw new ForeignHandleError(`the client has no card ${String(number)}`);
    return card;
  }

  /** Whether the connection is one of this client. */
  owns(connection: SlotConnection | undefined): boolean {
    return [...this.#cards.values()].some((card) => card.connection === connection);
  }

  /** After the card was let go of: if nobody uses it now, it loses its power after a while. */
  forget(number: number): void {
    const card = this.#cards.get(number);
    this.#cards.delete(number);
    this.service.contexts.forgetCard(number);
    card?.slot.resetIfUnused(this.service.powerOffAfterMs);
  }

  /** The client is gone. */
  close(): void {
    this.#end.abort();
    this.watch.close();
    this.releaseContext();
  }
}
