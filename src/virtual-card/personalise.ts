import { secureRandom, type Random } from "../foundation/random.ts";
import { personalisePiv } from "./applets/piv/personalise.ts";
import { personaliseSeries8 } from "./applets/series8/personalise.ts";
import type { CardHolderData } from "./card-holder-data.ts";
import { cardSerial } from "./card-serial.ts";
import { parseCardImage, type AppletImage, type CardImage } from "./image/card-image.ts";
import type { AppletProfile } from "./profiles/card-profile.ts";
import { cardProfile } from "./profiles/card-profiles.ts";

export interface PersonaliseOptions extends Omit<CardHolderData, "puk"> {
  /** The name of a card profile. */
  readonly profile: string;
  /** What unlocks the passcode: 8 characters. */
  readonly puk?: string | undefined;
  readonly random?: Random | undefined;
}

const defaultPuk = "12345678";

/**
 * Makes the image of a card issued to a person. The image holds only salted hashes of passcode and PUK.
 * Throws CARD_PROFILE_UNKNOWN, and PASSCODE_FORMAT when the card cannot hold the passcode.
 */
export function personalise({ profile: name, random = secureRandom, ...given }: PersonaliseOptions): CardImage {
  const profile = cardProfile(name);
  const data: CardHolderData = { ...given, puk: given.puk ?? defaultPuk };
  return parseCardImage({
    format: "cis2-testkit-card",
    version: 1,
    profile: name,
    serial: cardSerial(profile.applet, data.serial),
    holder: data.holder,
    applets: [appletFor(profile.applet, data, random)],
  });
}

function appletFor(profile: AppletProfile, data: CardHolderData, random: Random): AppletImage {
  switch (profile.type) {
    case "piv":
      return personalisePiv(profile, data, random);
    case "series8":
      return personaliseSeries8(profile, data, random);
  }
}
