import { setTimeout as pause } from "node:timers/promises";
import type { InsertableCard } from "../../virtual-card.ts";
import { quickAcknowledgement } from "./quick-ack.ts";
import { VpcdLink, type VpcdLinkOptions } from "./vpcd-link.ts";

export const defaultVpcdPort = 35963;
const retryMs = 200;

export interface VpcdReaderOptions {
  readonly host?: string;
  /** The port of the reader's slot: 35963 for the first slot of the packaged configuration, 35964 for the second. */
  readonly port?: number;
  /** Whether to ask for immediate acknowledgements if the system can. Default: true. */
  readonly quickAck?: boolean;
  /** Told when the card gets into the reader, and when it is there no more. */
  readonly onChange?: (state: "inserted" | "removed") => void;
}

/**
 * A reader of a running pcscd, by way of vsmartcard's vpcd: shows one virtual card to every PC/SC program of the machine.
 * While a card is inserted and pcscd stops, it goes on trying until pcscd is back.
 */
export class VpcdReader {
  readonly #options: VpcdReaderOptions;
  #link: VpcdLink | undefined;
  #stay: AbortController | undefined;
  #kept: Promise<void> = Promise.resolve();

  constructor(options: VpcdReaderOptions = {}) {
    this.#options = options;
  }

  /**
   * Puts the card in, and resolves when PC/SC programs can see it. Waits for pcscd when it is not up, and for the slot
   * when another card is in it; rejects when the signal aborts first. A card that removes itself (its power is lost)
   * stays out until it is inserted again.
   */
  async insert(card: InsertableCard, signal?: AbortSignal): Promise<void> {
    await this.eject();
    const stay = new AbortController();
    this.#stay = stay;
    const afterRead = this.#options.quickAck === false ? undefined : await quickAcknowledgement();
    const given = signal === undefined ? stay.signal : AbortSignal.any([stay.signal, signal]);
    this.#link = await this.#open(card, afterRead, given);
    this.#kept = this.#keep(this.#link, () => this.#open(card, afterRead, stay.signal), stay.signal);
  }

  /** Takes the card out. */
  async eject(): Promise<void> {
    this.#stay?.abort();
    await this.#link?.close();
    await this.#kept;
    this.#link = undefined;
  }

  async #keep(link: VpcdLink, reopen: () => Promise<VpcdLink>, removed: AbortSignal): Promise<void> {
    for (;;) {
      await link.ended;
      this.#options.onChange?.("removed");
      if (removed.aborted || link.cardLeft) return;
      const next = await reopen().catch(() => undefined);
      if (next === undefined) return;
      this.#link = link = next;
    }
  }

  async #open(card: InsertableCard, afterRead: VpcdLinkOptions["afterRead"], signal: AbortSignal): Promise<VpcdLink> {
    const { host = "127.0.0.1", port = defaultVpcdPort } = this.#options;
    for (;;) {
      const link = await VpcdLink.open(card, { host, port, afterRead }).catch(() => undefined);
      if (link !== undefined) {
        const abort = () => void link.close();
        signal.addEventListener("abort", abort, { once: true });
        await Promise.race([link.present, link.ended]);
        signal.removeEventListener("abort", abort);
        signal.throwIfAborted();
        if (!link.closed) {
          this.#options.onChange?.("inserted");
          return link;
        }
      }
      await pause(retryMs, undefined, { signal });
    }
  }
}
