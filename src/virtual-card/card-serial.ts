import { toHex } from "../iso7816/index.ts";
import { guidOf, pivSerial } from "./applets/piv/card-identifier.ts";
import { tokenSerialNumber } from "./applets/series8/token-serial-number.ts";
import type { CardImage } from "./image/card-image.ts";
import type { AppletProfile } from "./profiles/card-profile.ts";

/**
 * The serial that a card with this number answers, in hexadecimal, as readers show it and `--card-serial` takes it: the
 * GUID of a PIV card (32 digits), the serial number in the token information of a series 8 card.
 */
export function cardSerial({ type }: Pick<AppletProfile, "type">, cardNumber: string): string {
  return toHex(type === "piv" ? guidOf(cardNumber) : tokenSerialNumber(cardNumber));
}

/** The serial that the card answers now: another program may have given a PIV card another GUID. */
export function serialOnCard(image: CardImage): string {
  for (const applet of image.applets) {
    const serial = applet.type === "piv" ? pivSerial(applet) : undefined;
    if (serial !== undefined) return serial;
  }
  return image.serial;
}
