import type { EmulatedAuthorities, KeyStore } from "../pki/index.ts";
import { type CardCredential, type CardImage, personalise } from "../virtual-card/index.ts";
import type { PersonaCard } from "./persona-card.ts";

export interface CardMaking {
  readonly authorities: EmulatedAuthorities;
  readonly keys: KeyStore;
}

/** Makes the image of a persona's card: keys from the key store, certificates from the authorities. */
export async function makeCard(making: CardMaking, card: PersonaCard): Promise<CardImage> {
  const { persona, profile, serial } = card;
  const { certificateSerialNumbers } = card;
  const credentials = certificateSerialNumbers && (await credentialsFor(making, card, certificateSerialNumbers));
  return personalise({
    profile: profile.name,
    serial,
    passcode: persona.card.passcode,
    holder: `${persona.user.givenName} ${persona.user.familyName}`,
    ...(persona.card.state === "locked" ? { triesLeft: 0 } : {}),
    ...credentials,
  });
}

async function credentialsFor(
  { authorities, keys }: CardMaking,
  { persona, personaName, profile, life }: PersonaCard,
  serialNumbers: NonNullable<PersonaCard["certificateSerialNumbers"]>,
): Promise<{ authentication: CardCredential; signing: CardCredential }> {
  const label = `${personaName}-${profile.name}`;
  const [authentication, signing] = await Promise.all([
    keys.keyPair(`${label}-authentication`, "rsa-2048"),
    keys.keyPair(`${label}-signing`, "rsa-2048"),
  ]);
  const { userId, givenName, familyName } = persona.user;
  const [forAuthentication, forSigning] = await Promise.all([
    authorities.issueAuthenticationCertificate({
      ...life,
      userId,
      publicKey: authentication.publicKey,
      serialNumber: serialNumbers.authentication,
    }),
    authorities.issueSigningCertificate({
      ...life,
      userId,
      givenName,
      familyName,
      publicKey: signing.publicKey,
      serialNumber: serialNumbers.signing,
    }),
  ]);
  return {
    authentication: { certificate: forAuthentication, privateKey: authentication.privateKey },
    signing: { certificate: forSigning, privateKey: signing.privateKey },
  };
}
