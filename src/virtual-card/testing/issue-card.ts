import { systemClock } from "../../foundation/clock.ts";
import { SeededRandom } from "../../foundation/random.ts";
import { EmulatedAuthorities, openKeyStore, type KeyPair } from "../../pki/index.ts";
import type { CardImage } from "../image/card-image.ts";
import { cardProfile } from "../profiles/card-profiles.ts";
import type { CardCredential } from "../card-holder-data.ts";
import { personalise, type PersonaliseOptions } from "../personalise.ts";

export const passcode = "123456";
export const puk = "12345678";

const holder = { userId: "900000000001", givenName: "Alex", familyName: "Example" };
const store = openKeyStore();
const authorities = await EmulatedAuthorities.create({ keys: store, clock: systemClock });
const notBefore = new Date("2026-01-05T09:00:00Z");

/** The key pairs of the test cards: the same in every run. */
export const keys = {
  rsa: await store.keyPair("test-card-authentication", "rsa-2048"),
  p256: await store.keyPair("test-card-signing", "p-256"),
  rsaSigning: await store.keyPair("test-card-signing-rsa", "rsa-2048"),
};

const authentication: CardCredential = {
  certificate: await authorities.issueAuthenticationCertificate({
    ...holder,
    notBefore,
    publicKey: keys.rsa.publicKey,
    serialNumber: "0A01",
  }),
  privateKey: keys.rsa.privateKey,
};
const signing = await signingCredential(keys.p256, "0A02");
const rsaSigning = await signingCredential(keys.rsaSigning, "0A03");

async function signingCredential({ publicKey, privateKey }: KeyPair, serialNumber: string): Promise<CardCredential> {
  const certificate = await authorities.issueSigningCertificate({ ...holder, notBefore, publicKey, serialNumber });
  return { certificate, privateKey };
}

export const certificates = {
  authentication: authentication.certificate,
  signing: signing.certificate,
  rsaSigning: rsaSigning.certificate,
};

/**
 * A card of Alex Example with an RSA-2048 authentication key, and a signing key that is P-256 on a PIV card, and
 * RSA-2048 on a series 8 card, which holds no other.
 */
export function issueCard(options: Partial<PersonaliseOptions> = {}): CardImage {
  const { profile = "piv" } = options;
  return personalise({
    profile,
    serial: "900000000001",
    passcode,
    puk,
    holder: "Alex Example",
    authentication,
    signing: cardProfile(profile).applet.type === "piv" ? signing : rsaSigning,
    random: new SeededRandom("issue-card"),
    ...options,
  });
}
