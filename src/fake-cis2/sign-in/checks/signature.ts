import { createHash, verify } from "node:crypto";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Assertion } from "../assertion.ts";

const hashes = { RS256: "sha256", ES256: "sha256", ES384: "sha384" } as const;

/** As the Web eID token: over hash(origin) || hash(challenge); RSA is PKCS#1 v1.5, ECDSA is r || s (IEEE P1363). */
export function checkSignature({ token, certificate }: Assertion): void {
  const hash = hashes[token.algorithm];
  const signed = Buffer.concat([token.origin, token.challenge].map((text) => createHash(hash).update(text).digest()));
  const key = { key: certificate.publicKey, dsaEncoding: "ieee-p1363" } as const;
  if (!verify(hash, signed, key, Buffer.from(token.signature, "base64"))) throw new TestkitError("SIGNATURE_INVALID");
}
