import { createHash, verify, X509Certificate } from "node:crypto";
import { systemClock } from "../../../src/foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../../src/pki/index.ts";

/** What the person's client sends: see `docs/sign-in-exchange.md`. */
export interface SentAssertion {
  readonly challenge: string;
  readonly origin: string;
  readonly signature: string;
  readonly unverifiedCertificate: string;
}

/**
 * The cryptography of a sign-in with a card, with Node alone: a trusted authority has issued the certificate, which is valid
 * now, and the card has signed the challenge. Resolves to what returns the user id, and throws if anything is wrong.
 */
export async function openCardCheck(): Promise<(sent: SentAssertion, challenge: string | undefined) => string> {
  const { pem } = await EmulatedAuthorities.create({ keys: openKeyStore(), clock: systemClock });
  const authorities = pem.map((one) => new X509Certificate(one).publicKey);
  return ({ origin, signature, unverifiedCertificate, ...sent }, challenge) => {
    if (challenge === undefined || sent.challenge !== challenge) throw new Error("another challenge");
    const certificate = new X509Certificate(Buffer.from(unverifiedCertificate, "base64"));
    if (!authorities.some((key) => certificate.verify(key))) throw new Error("no authority that is trusted");
    const now = new Date();
    if (now < certificate.validFromDate || now > certificate.validToDate) throw new Error("not valid now");
    const signed = Buffer.concat([origin, challenge].map((text) => createHash("sha256").update(text).digest()));
    const key = { key: certificate.publicKey, dsaEncoding: "ieee-p1363" } as const;
    if (!verify("sha256", signed, key, Buffer.from(signature, "base64"))) throw new Error("another signature");
    return /CN=(\d{12})/.exec(certificate.subject)?.[1] ?? "";
  };
}
