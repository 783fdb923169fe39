import { EventEmitter, on } from "node:events";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection, ReaderEvent, ReaderSource, ReaderState } from "../../iso7816/index.ts";
import type { InsertableCard } from "../virtual-card.ts";
import { connectInProcess } from "./in-process-connection.ts";
import { ReaderSlot } from "./reader-slot.ts";

/**
 * Readers in this process, into which virtual cards are put: no daemon, no driver. They keep to what PC/SC does: a
 * transaction shuts other connections out, and the last connection to be given back resets the card.
 */
export class InProcessReaders implements ReaderSource {
  readonly #slots = new Map<string, ReaderSlot>();
  readonly #events = new EventEmitter<{ change: [ReaderEvent]; sharing: [string] }>().setMaxListeners(0);

  /** Throws a RangeError when there is a reader of that name. */
  addReader(name: string): void {
    if (this.#slots.has(name)) throw new RangeError(`there is a reader called "${name}" already`);
    this.#slots.set(
      name,
      new ReaderSlot({
        cardLeft: () => {
          this.eject(name);
        },
        sharingChanged: () => {
          this.#events.emit("sharing", name);
        },
      }),
    );
    this.#events.emit("change", { type: "reader-added", reader: name });
  }

  /** Takes a reader away, with the card inside. */
  removeReader(name: string): void {
    this.eject(name);
    this.#slots.delete(name);
    this.#events.emit("change", { type: "reader-removed", reader: name });
  }

  /** Throws a RangeError when the reader holds a card. */
  insert(reader: string, card: InsertableCard): void {
    const slot = this.#slot(reader);
    if (slot.card !== undefined) throw new RangeError(`the reader "${reader}" holds a card already`);
    slot.insert(card);
    this.#events.emit("change", { type: "card-inserted", reader, atr: card.atr });
  }

  /** Takes the card out; what is waiting for it rejects with CARD_REMOVED. Does nothing to an empty reader. */
  eject(reader: string): void {
    const slot = this.#slot(reader);
    if (slot.card === undefined) return;
    slot.eject();
    this.#events.emit("change", { type: "card-removed", reader });
  }

  /** Resets the card as another program would: open connections reject with CARD_RESET from now on. */
  resetCard(reader: string): void {
    this.#slot(reader).reset();
  }

  list(): Promise<readonly ReaderState[]> {
    return Promise.resolve(
      [...this.#slots].map(([name, { card }]) => (card === undefined ? { name } : { name, atr: card.atr })),
    );
  }

  async connect(reader: string): Promise<CardConnection> {
    return Promise.resolve(connectInProcess(this.#slot(reader), reader));
  }

  watch(signal: AbortSignal): Promise<AsyncIterable<ReaderEvent>> {
    const events = signal.aborted ? [] : (on(this.#events, "change", { signal }) as AsyncIterable<[ReaderEvent]>);
    return Promise.resolve(untilAborted(events));
  }

  /** The readers by name, in the order they were added. */
  get slots(): ReadonlyMap<string, ReaderSlot> {
    return this.#slots;
  }

  /** Calls back after each event of a reader or its card, and after a change of who is connected; returns what ends that. */
  onEvent(readers: (event: ReaderEvent) => void, sharing: (reader: string) => void): () => void {
    this.#events.on("change", readers).on("sharing", sharing);
    return () => {
      this.#events.off("change", readers).off("sharing", sharing);
    };
  }

  #slot(reader: string): ReaderSlot {
    const slot = this.#slots.get(reader);
    if (slot !== undefined) return slot;
    throw new TestkitError("READER_UNKNOWN", { reader, known: [...this.#slots.keys()].join(", ") || "none" });
  }
}

async function* untilAborted(events: AsyncIterable<[ReaderEvent]> | Iterable<[ReaderEvent]>) {
  try {
    for await (const [event] of events) yield event;
  } catch (error) {
    if (!(error instanceof Error && error.name === "AbortError")) throw error;
  }
}
