import type { InsertableCard } from "../virtual-card.ts";
import type { SlotLock } from "./slot-lock.ts";
import { SlotRefusal } from "./slot-refusal.ts";

/** How a program shares a reader (PC/SC part 5). `direct` needs no card. */
export type ShareMode = "shared" | "exclusive" | "direct";
/** What happens to the card when a program lets go of it. */
export type Disposition = "leave" | "reset" | "unpower" | "eject";

/** What a connection needs of its reader. */
export interface ConnectedSlot {
  readonly card: InsertableCard | undefined;
  readonly lock: SlotLock<SlotConnection>;
  /** Sends one command when its turn has come and `check` does not throw. */
  exchange(command: Uint8Array, check: () => void): Uint8Array | Promise<Uint8Array>;
  reset(): void;
  powerDown(): void;
  powerUp(): void;
  isOnly(connection: SlotConnection): boolean;
  leave(connection: SlotConnection): void;
  sharingChanged(): void;
}

/**
 * One program's hold on a reader, with the card that is in it or without. A program that uses the card after it was reset,
 * or removed, by somebody else is refused until it reconnects.
 */
export class SlotConnection {
  readonly #slot: ConnectedSlot;
  readonly #onRemoved: (() => void) | undefined;
  #share: ShareMode;
  #event: "card-reset" | "card-removed" | undefined;
  #open = true;

  constructor(slot: ConnectedSlot, share: ShareMode, onRemoved?: () => void) {
    this.#slot = slot;
    this.#onRemoved = onRemoved;
    this.#share = share;
  }

  get share(): ShareMode {
    return this.#share;
  }

  /** Whether the card that the connection was made to, or made again, is still in the reader. */
  get hasItsCard(): boolean {
    return this.#open && this.#event !== "card-removed";
  }

  /** Called by the slot. A removal outlasts a reset that comes after it. */
  note(event: "card-reset" | "card-removed"): void {
    if (this.#event !== "card-removed") this.#event = event;
    if (event === "card-removed") this.#onRemoved?.();
  }

  /** Throws SlotRefusal if the card was reset or removed since the connection was made, or made again. */
  check(): void {
    if (!this.#open) throw new SlotRefusal("card-removed");
    if (this.#event !== undefined) throw new SlotRefusal(this.#event);
  }

  /** One command to the card. Throws SlotRefusal. */
  transmit(command: Uint8Array): Uint8Array | Promise<Uint8Array> {
    this.check();
    return this.#slot.exchange(command, () => {
      this.check();
    });
  }

  /**
   * Gives back one `lock.take`, after what is to happen to the card, which tells this connection of a reset as well.
   * Throws SlotRefusal.
   */
  endTransaction(disposition: Disposition): void {
    if (this.#event !== undefined) this.#slot.lock.release(this);
    this.check();
    if (disposition !== "leave" && this.#slot.lock.isHeldByOther(this)) throw new SlotRefusal("shared-with-others");
    this.#apply(disposition);
    if (!this.#slot.lock.release(this)) throw new SlotRefusal("not-locked");
  }

  /**
   * Uses the card that is in the reader now, after what is to happen to it. `choose` agrees on a protocol, or throws.
   * Throws SlotRefusal.
   */
  reconnect(share: ShareMode, initialization: Disposition, choose: () => void): void {
    if (this.#slot.lock.isHeldByOther(this)) throw new SlotRefusal("shared-with-others");
    if (initialization === "leave" && this.#slot.card === undefined) throw new SlotRefusal("card-absent");
    this.#apply(initialization === "unpower" ? "reset" : initialization);
    if (this.#slot.card === undefined) throw new SlotRefusal("card-absent");
    this.#slot.powerUp();
    choose();
    this.#changeShare(share);
    this.#event = undefined;
  }

  /**
   * Lets go of the reader. Nothing happens to a card that is not the connection's, or that another has to itself. A second
   * call does nothing.
   */
  close(disposition: Disposition): void {
    if (!this.#open) return;
    const { hasItsCard } = this;
    this.#open = false;
    if (hasItsCard && !this.#slot.lock.isHeldByOther(this)) this.#apply(disposition);
    this.#slot.lock.releaseAll(this);
    this.#slot.leave(this);
  }

  /**
   * Lets go of the reader of a program that has ended. If it ended within a transaction the card is reset, so that the next
   * one does not find it half way through.
   */
  abandon(): void {
    const unfinished = this.#slot.lock.owner === this && this.#event === undefined;
    this.close(unfinished ? "reset" : "leave");
  }

  #changeShare(share: ShareMode): void {
    if (share === "exclusive" && !this.#slot.isOnly(this)) throw new SlotRefusal("shared-with-others");
    const before = this.#share;
    this.#share = share;
    if (share === "exclusive" && before !== "exclusive") this.#slot.lock.tryTake(this);
    if (share !== "exclusive" && before === "exclusive") this.#slot.lock.release(this);
    this.#slot.sharingChanged();
  }

  #apply(disposition: Disposition): void {
    if (disposition === "reset") this.#slot.reset();
    else if (disposition === "unpower") this.#slot.powerDown();
  }
}
