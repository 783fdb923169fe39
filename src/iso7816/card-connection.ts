/**
 * A connection to one card in one reader: all that anything above it knows of PC/SC, of a virtual card, or of a trace.
 * `transmit` and `transaction` reject with CARD_REMOVED or CARD_RESET when the card went away or was reset.
 */
export interface CardConnection {
  /** The answer to reset, as the reader gave it. */
  readonly atr: Uint8Array;
  /** The transmission protocol in use. Undefined if it is not known, or neither of these. */
  readonly protocol?: "T=0" | "T=1" | undefined;
  /** Sends one command APDU and resolves to the response APDU: data, then SW1 SW2. */
  transmit(command: Uint8Array): Promise<Uint8Array>;
  /** Runs `work` with the card to ourselves: no other program's command comes between ours. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Gives the card back. A second call does nothing. */
  disconnect(): Promise<void>;
}
