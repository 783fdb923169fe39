import { CardResetError, CommandAbortedError } from "../card/card-reset.ts";
import { PowerLostError } from "../image/image-store.ts";
import { exchangeWith, type InsertableCard } from "../virtual-card.ts";
import { chooseProtocol, type CardProtocol } from "./atr-protocols.ts";
import { Mutex } from "./mutex.ts";
import { SlotConnection, type ConnectedSlot, type ShareMode } from "./slot-connection.ts";
import { SlotLock } from "./slot-lock.ts";
import { SlotRefusal } from "./slot-refusal.ts";

/** One stay of a card in a reader, from insertion to removal. */
interface Stay {
  readonly card: InsertableCard;
  /** One command at a time, however many programs use the card. */
  readonly exchanges: Mutex;
  /** Rejects when the card is taken out; what waits for the card then ends. */
  readonly removed: Promise<never>;
  readonly remove: () => void;
}

export interface SlotEvents {
  /** A card removes itself, as one does that loses its power. */
  readonly cardLeft: () => void;
  /** Programs connected to the reader, or let go of it. */
  readonly sharingChanged?: () => void;
}

/** The number of insertions and removals starts again from 0 after this one (PC/SC services count in 16 bits). */
const mostChanges = 0xffff;

/** A reader: holds at most one card, which programs connect to. */
export class ReaderSlot implements ConnectedSlot {
  readonly lock = new SlotLock<SlotConnection>();
  readonly #events: SlotEvents;
  readonly #connections = new Set<SlotConnection>();
  #stay: Stay | undefined;
  #changes = 0;
  #powered = false;
  #protocol: CardProtocol | "raw" | undefined;
  #powerOff: NodeJS.Timeout | undefined;

  constructor(events: SlotEvents) {
    this.#events = events;
  }

  get card(): InsertableCard | undefined {
    return this.#stay?.card;
  }

  /** How often a card was inserted or removed, up to 65,535 and then from 0 again. */
  get changes(): number {
    return this.#changes;
  }

  get powered(): boolean {
    return this.#powered;
  }

  /** What programs talk to the card in; undefined until the first has connected since the card got power. */
  get protocol(): CardProtocol | "raw" | undefined {
    return this.#protocol;
  }

  /** How many programs are connected, or "exclusive". */
  get sharing(): number | "exclusive" {
    return [...this.#connections].some(({ share }) => share === "exclusive") ? "exclusive" : this.#connections.size;
  }

  insert(card: InsertableCard): void {
    const { promise: removed, reject } = Promise.withResolvers<never>();
    removed.catch(() => undefined);
    const remove = () => {
      reject(new SlotRefusal("card-removed"));
    };
    this.#stay = { card, exchanges: new Mutex(), removed, remove };
    this.#count();
    this.#powered = false;
    this.powerUp();
  }

  eject(): void {
    if (this.#stay === undefined) return;
    const { card, remove } = this.#stay;
    this.#stay = undefined;
    card.powerOff?.();
    this.#count();
    this.#powered = false;
    this.#protocol = undefined;
    clearTimeout(this.#powerOff);
    for (const connection of [...this.#connections]) connection.note("card-removed");
    remove();
    this.lock.clear();
  }

  /** Resets the card: connections learn of it by a refusal. */
  reset(): void {
    if (this.#stay === undefined) return;
    this.#stay.card.reset();
    this.#powered = true;
    this.#protocol = undefined;
    for (const connection of this.#connections) connection.note("card-reset");
  }

  /** Takes the card's power, until somebody connects. */
  powerDown(): void {
    this.reset();
    this.#powered = false;
  }

  powerUp(): void {
    if (this.#powered || this.#stay === undefined) return;
    this.#stay.card.powerOn();
    this.#powered = true;
  }

  /** Throws SlotRefusal. `onRemoved` is called when the card is taken out. */
  open(share: ShareMode, onRemoved?: () => void): SlotConnection {
    if (this.sharing === "exclusive") throw new SlotRefusal("shared-with-others");
    if (this.#stay === undefined && share !== "direct") throw new SlotRefusal("card-absent");
    if (share === "exclusive" && this.#connections.size > 0) throw new SlotRefusal("shared-with-others");
    const connection = new SlotConnection(this, share, onRemoved);
    if (share === "exclusive" && !this.lock.tryTake(connection)) throw new SlotRefusal("shared-with-others");
    this.#connections.add(connection);
    clearTimeout(this.#powerOff);
    if (share !== "direct") this.powerUp();
    this.sharingChanged();
    return connection;
  }

  /** Chooses one of the protocols a program takes, if none is in use. Throws SlotRefusal. */
  choose(accepted: ReadonlySet<CardProtocol>, raw: boolean): void {
    if (raw) this.#protocol = "raw";
    const { card } = this;
    if (raw || card === undefined) return;
    this.#protocol ??= chooseProtocol(card.atr, accepted);
    if (this.#protocol === undefined || this.#protocol === "raw" || !accepted.has(this.#protocol)) {
      throw new SlotRefusal("protocol");
    }
  }

  isOnly(connection: SlotConnection): boolean {
    return this.#connections.size === 1 && this.#connections.has(connection);
  }

  leave(connection: SlotConnection): void {
    this.#connections.delete(connection);
    this.sharingChanged();
  }

  /**
   * Resets the card once no program has been connected for `afterMs`, which tells nobody: a verified passcode is gone.
   * Without it at once.
   */
  resetIfUnused(afterMs?: number): void {
    if (this.#connections.size > 0) return;
    clearTimeout(this.#powerOff);
    if (afterMs === undefined) this.reset();
    else
      this.#powerOff = setTimeout(() => {
        if (this.#connections.size === 0) this.reset();
      }, afterMs).unref();
  }

  sharingChanged(): void {
    this.#events.sharingChanged?.();
  }

  /** The response is there at once if nothing else uses the card, and it needs no time. */
  exchange(command: Uint8Array, check: () => void): Uint8Array | Promise<Uint8Array> {
    const stay = this.#stay;
    if (stay === undefined) throw new SlotRefusal("card-absent");
    const { exchanges } = stay;
    const send = () => {
      check();
      return this.#send(stay, command);
    };
    if (!exchanges.isFree) return exchanges.run(async () => send());
    const response = send();
    return response instanceof Promise ? exchanges.run(() => response) : response;
  }

  #send({ card, removed }: Stay, command: Uint8Array): Uint8Array | Promise<Uint8Array> {
    try {
      const response = exchangeWith(card, command);
      if (!(response instanceof Promise)) return response;
      return Promise.race([response, removed]).catch((error: unknown) => this.#failed(error));
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): never {
    if (error instanceof PowerLostError) {
      this.#events.cardLeft();
      throw new SlotRefusal("card-removed", { cause: error });
    }
    if (error instanceof CardResetError) {
      this.reset();
      throw new SlotRefusal("card-reset", { cause: error });
    }
    if (error instanceof CommandAbortedError) throw new SlotRefusal("card-reset", { cause: error });
    throw error;
  }

  #count(): void {
    this.#changes = this.#changes === mostChanges ? 0 : this.#changes + 1;
  }
}
