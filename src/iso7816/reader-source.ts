import type { CardConnection } from "./card-connection.ts";

/** A reader: with a card and its answer to reset, with a card that gives no answer to reset, or empty. */
export type ReaderState = { readonly name: string } & (
  | { readonly atr: Uint8Array; readonly unresponsive?: never }
  | { readonly atr?: never; readonly unresponsive: true }
  | { readonly atr?: never; readonly unresponsive?: never }
);

export type ReaderEvent =
  | { readonly type: "reader-added" | "reader-removed"; readonly reader: string }
  | { readonly type: "card-inserted"; readonly reader: string; readonly atr: Uint8Array }
  | { readonly type: "card-removed"; readonly reader: string };

/** Where readers come from: PC/SC, or readers in this process. */
export interface ReaderSource {
  list(): Promise<readonly ReaderState[]>;
  /** Connects to the card in the named reader. Rejects with READER_UNKNOWN or CARD_ABSENT. */
  connect(reader: string): Promise<CardConnection>;
  /** Resolves once it watches, to all that happens from then on until the signal aborts; the iteration then ends. */
  watch(signal: AbortSignal): Promise<AsyncIterable<ReaderEvent>>;
}
