import type { CardChannel } from "./card-channel.ts";
import type { Smartcard } from "./smartcard.ts";

/** One kind of card the client can speak to. */
export interface CardDriver {
  readonly name: string;
  readonly series: 8 | 9;
  /** Whether a card with this answer to reset is likely to be this driver's; such drivers are tried first. */
  expects(atr: Uint8Array): boolean;
  /** Selects the card's application. Resolves to what the card said if it is not this driver's card. */
  open(channel: CardChannel): Promise<Smartcard | NotThisCard>;
}

export interface NotThisCard {
  /** What the card answered, for the person who has to find out what it is. */
  readonly answer: string;
}
