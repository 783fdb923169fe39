import { createHash, verify } from "node:crypto";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ReceivedAssertion } from "../received-assertion.ts";

const hashes = { RS256: "sha256", ES256: "sha256", ES384: "sha384" } as const;

/** As the Web eID assertion: over hash(origin) || hash(challenge); RSA is PKCS#1 v1.5, ECDSA is r || s (IEEE P1363). */
export function checkSignature({ assertion, certificate }: ReceivedAssertion): void {
  const hash = hashes[assertion.algorithm];
  const signed = Buffer.concat(
    [assertion.origin, assertion.challenge].map((text) => createHash(hash).update(text).digest()),
  );
  const key = { key: certificate.publicKey, dsaEncoding: "ieee-p1363" } as const;
  if (!verify(hash, signed, key, Buffer.from(assertion.signature, "base64")))
    throw new TestkitError("SIGNATURE_INVALID");
}
