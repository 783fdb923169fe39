import { createHash } from "node:crypto";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Random } from "../../../foundation/random.ts";
import { algorithmOfKey } from "../../../pki/index.ts";
import { encodePrivateKey, formatReference } from "../../secrets/key-ring.ts";
import { newReferenceData } from "../../secrets/reference-data.ts";
import type { CardHolderData } from "../../card-holder-data.ts";
import { isLegacyPasscode } from "./passcode-format.ts";
import { pkcs15Files } from "./pkcs15-files.ts";
import type { Series8Image } from "./series8-image.ts";
import type { Series8Profile } from "./series8-profile.ts";

/**
 * Puts a person's data on a new card. An older passcode, of letters or of fewer than six digits, can be put on it, for
 * such cards are still in use; none can be set on it afterwards. Throws PASSCODE_FORMAT, and a RangeError for other keys.
 */
export function personaliseSeries8(profile: Series8Profile, data: CardHolderData, random: Random): Series8Image {
  const [passcode, puk] = [Buffer.from(data.passcode), Buffer.from(data.puk)];
  if (!isLegacyPasscode(passcode) || !isLegacyPasscode(puk)) {
    throw new TestkitError("PASSCODE_FORMAT", { expected: "4 to 8 letters and digits" });
  }
  const [{ authentication, signing }] = profile.layout.places;
  const keys: Series8Image["keys"] = {};
  for (const [place, credential] of [
    [authentication, data.authentication],
    [signing, data.signing],
  ] as const) {
    if (credential === undefined) continue;
    if (algorithmOfKey(credential.privateKey) !== "rsa-2048")
      throw new RangeError("a series 8 card holds RSA-2048 keys");
    keys[formatReference(place.keyReference)] = encodePrivateKey(credential.privateKey);
  }
  return {
    type: "series8",
    references: {
      pin: newReferenceData(passcode, profile.retryLimits.pin, random, data.triesLeft),
      puk: newReferenceData(puk, profile.retryLimits.puk, random),
    },
    chipSerialNumber: createHash("sha256").update(data.serial).digest("hex").slice(0, 8).toUpperCase(),
    keys,
    files: pkcs15Files(profile, data),
  };
}
