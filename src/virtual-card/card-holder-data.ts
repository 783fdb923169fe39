import type { KeyObject } from "node:crypto";

/** A certificate (DER) and the key it was issued for. */
export interface CardCredential {
  readonly certificate: Uint8Array;
  readonly privateKey: KeyObject;
}

/** What the registration authority puts on a card for one person. */
export interface CardHolderData {
  /** The number printed on the card, from which its serial follows: {@link cardSerial}. */
  readonly serial: string;
  readonly passcode: string;
  readonly puk: string;
  /** Passcode tries left, at most the card's limit, which is the default. 0 makes a locked card. */
  readonly triesLeft?: number | undefined;
  readonly holder?: string | undefined;
  /** Without either pair the card is blank. */
  readonly authentication?: CardCredential | undefined;
  readonly signing?: CardCredential | undefined;
}
