import {
  type CertificatePurpose,
  type EmulatedAuthorities,
  keptCertificate,
  type KeyAlgorithm,
  type KeyPair,
  type KeyStore,
} from "../../pki/index.ts";
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
  const certified = async <Content extends object>(
    purpose: CertificatePurpose,
    { publicKey, privateKey }: KeyPair,
    content: Content,
    issue: (request: Content & Pick<KeyPair, "publicKey">) => Promise<Uint8Array>,
  ): Promise<CardCredential> => {
    const name = `${label}-${purpose}.${algorithm}`;
    const request = { name, authority: authorities[purpose], publicKey, content };
    return { certificate: await keptCertificate(keys, request, () => issue({ ...content, publicKey })), privateKey };
  };
  const [forAuthentication, forSigning] = await Promise.all([
    certified(
      "authentication",
      authentication,
      { ...life, userId, serialNumber: certificateSerialNumbers.authentication },
      (request) => authorities.issueAuthenticationCertificate(request),
    ),
    certified(
      "signing",
      signing,
      { ...life, userId, givenName, familyName, serialNumber: certificateSerialNumbers.signing },
      (request) => authorities.issueSigningCertificate(request),
    ),
  ]);
  return { authentication: forAuthentication, signing: forSigning };
}
