import { createHash, sign, type KeyObject } from "node:crypto";
import { parseCertificate, type EmulatedAuthorities, type KeyPair } from "../../pki/index.ts";
import type { Assertion } from "../sign-in/assertion.ts";

/** A key and certificate that can answer a challenge, as a card and its client would. */
export interface TestCard {
  readonly privateKey: KeyObject;
  readonly certificate: Uint8Array;
  /** Hexadecimal. */
  readonly serialNumber: string;
}

export interface TestCardOptions {
  userId: string;
  notBefore: Date;
  notAfter?: Date;
}

export async function issueTestCard(
  authorities: EmulatedAuthorities,
  { publicKey, privateKey }: KeyPair,
  options: TestCardOptions,
): Promise<TestCard> {
  const certificate = await authorities.issueAuthenticationCertificate({ ...options, publicKey });
  return { privateKey, certificate, serialNumber: parseCertificate(certificate).serialNumber };
}

/** The token of the sign-in exchange for a challenge, signed with a P-256 or RSA key. */
export function answerChallenge(
  { privateKey, certificate }: Pick<TestCard, "privateKey" | "certificate">,
  { challenge, origin }: { challenge: string; origin: string },
): Assertion {
  const algorithm = privateKey.asymmetricKeyType === "rsa" ? "RS256" : "ES256";
  const signed = Buffer.concat([origin, challenge].map((text) => createHash("sha256").update(text).digest()));
  const signature = sign("sha256", signed, { key: privateKey, dsaEncoding: "ieee-p1363" });
  return {
    format: "cis2-testkit:1",
    challenge,
    origin,
    algorithm,
    signature: signature.toString("base64"),
    unverifiedCertificate: Buffer.from(certificate).toString("base64"),
    client: { kind: "smartcard-connect", version: "1.0.0" },
  };
}
