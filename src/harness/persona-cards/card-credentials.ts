import type { EmulatedAuthorities, KeyAlgorithm, KeyStore } from "../../pki/index.ts";
import type { CardCredential } from "../../virtual-card/index.ts";
import type { PersonaCard } from "./persona-card.ts";

export interface CardIssuingServices {
  readonly authorities: EmulatedAuthorities;
  readonly keys: KeyStore;
}

export interface CardCredentials {
  readonly authentication: CardCredential;
  readonly signing: CardCredential;
}

/** The two key pairs of a persona's card, certified; undefined for a blank card. */
export async function cardCredentials(
  { authorities, keys }: CardIssuingServices,
  { persona, personaName, profile, life, certificateSerialNumbers }: PersonaCard,
  algorithm: KeyAlgorithm,
): Promise<CardCredentials | undefined> {
  if (certificateSerialNumbers === undefined) return undefined;
  const label = `${personaName}-${profile.name}`;
  const [authentication, signing] = await Promise.all([
    keys.keyPair(`${label}-authentication`, algorithm),
    keys.keyPair(`${label}-signing`, algorithm),
  ]);
  const { userId, givenName, familyName } = persona.user;
  const [forAuthentication, forSigning] = await Promise.all([
    authorities.issueAuthenticationCertificate({
      ...life,
      userId,
      publicKey: authentication.publicKey,
      serialNumber: certificateSerialNumbers.authentication,
    }),
    authorities.issueSigningCertificate({
      ...life,
      userId,
      givenName,
      familyName,
      publicKey: signing.publicKey,
      serialNumber: certificateSerialNumbers.signing,
    }),
  ]);
  return {
    authentication: { certificate: forAuthentication, privateKey: authentication.privateKey },
    signing: { certificate: forSigning, privateKey: signing.privateKey },
  };
}
