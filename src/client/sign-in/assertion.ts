import type { SignatureAlgorithm } from "../cards/smartcard.ts";
import { digest } from "../cards/signature-algorithms.ts";

export const tokenFormat = "cis2-testkit:1";

/** The software that made a token, as it names itself to CIS2. */
export interface ClientIdentity {
  readonly kind: "smartcard-connect" | "identity-agent";
  readonly version: string;
}

/**
 * The proof of possession a sign-in sends to CIS2: the testkit's own exchange, modelled on the Web eID authentication
 * token (https://github.com/web-eid/web-eid-system-architecture-doc), not the NHS's, which is not public.
 */
export interface Assertion {
  readonly format: typeof tokenFormat;
  /** The challenge as it was given, base64. */
  readonly challenge: string;
  /** The origin the person was at, as the client saw it. */
  readonly origin: string;
  readonly algorithm: SignatureAlgorithm;
  /** Base64. RSA: PKCS#1 v1.5; ECDSA: r || s. */
  readonly signature: string;
  /** Base64 of the DER. */
  readonly unverifiedCertificate: string;
  readonly client: ClientIdentity;
}

/** What the card signs: hash(hash(origin) || hash(challenge)), every hash the algorithm's own. */
export function hashToSign(algorithm: SignatureAlgorithm, origin: string, challenge: string): Uint8Array {
  const parts = [origin, challenge].map((text) => digest(algorithm, Buffer.from(text, "utf8")));
  return digest(algorithm, Buffer.concat(parts));
}
