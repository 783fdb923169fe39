import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { toHex, type CardConnection } from "../../iso7816/index.ts";
import { CardChannel, type CardChannelOptions } from "./card-channel.ts";
import type { CardDriver } from "./card-driver.ts";
import { pivDriver } from "./piv/piv-driver.ts";
import { series8Driver } from "./series8/series8-driver.ts";
import type { Smartcard } from "./smartcard.ts";

/** The drivers of the client, in the order they are tried on a card whose answer to reset says nothing. */
export const cardDrivers: readonly CardDriver[] = [pivDriver, series8Driver];

/**
 * Picks the driver whose application the card selects. Rejects with CARD_UNRECOGNISED, which says what was seen.
 * Call it inside the transaction the card is used in: another program may select something else in between.
 */
export async function openSmartcard(connection: CardConnection, options?: CardChannelOptions): Promise<Smartcard> {
  const channel = new CardChannel(connection, options);
  const likely = cardDrivers.filter((driver) => driver.expects(channel.atr));
  const others = cardDrivers.filter((driver) => !driver.expects(channel.atr));
  const answers: string[] = [];
  for (const driver of [...likely, ...others]) {
    const card = await driver.open(channel);
    if (!("answer" in card)) return card;
    answers.push(`${driver.name}: ${card.answer}`);
  }
  throw new TestkitError("CARD_UNRECOGNISED", { atr: toHex(channel.atr), answers: answers.join("; ") });
}
