import { systemClock } from "../../foundation/clock.ts";
import { SeededRandom } from "../../foundation/random.ts";
import { EmulatedAuthorities, openKeyStore } from "../../pki/index.ts";
import type { CardImage } from "../image/card-image.ts";
import { personalise, type CardCredential, type PersonaliseOptions } from "../personalise.ts";

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
const signing: CardCredential = {
  certificate: await authorities.issueSigningCertificate({
    ...holder,
    notBefore,
    publicKey: keys.p256.publicKey,
    serialNumber: "0A02",
  }),
  privateKey: keys.p256.privateKey,
};

export const certificates = { authentication: authentication.certificate, signing: signing.certificate };

/** A card of Alex Example with an RSA-2048 authentication key (9A) and a P-256 signing key (9C). */
export function issueCard(options: Partial<PersonaliseOptions> = {}): CardImage {
  return personalise({
    profile: "piv",
    serial: "900000000001",
    passcode,
    puk,
    holder: "Alex Example",
    authentication,
    signing,
    random: new SeededRandom("issue-card"),
    ...options,
  });
}
