import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { algorithmOfKey, type KeyAlgorithm } from "../../../pki/index.ts";
import type { Assertion } from "../assertion.ts";
import type { ReceivedAssertion } from "../received-assertion.ts";

const allowed: Record<KeyAlgorithm, Assertion["algorithm"]> = {
  "rsa-2048": "RS256",
  "rsa-3072": "RS256",
  "p-256": "ES256",
  "p-384": "ES384",
};

export function checkAlgorithm({ assertion, certificate }: ReceivedAssertion): void {
  const key = algorithmOfKey(certificate.publicKey);
  if (key === undefined || allowed[key] !== assertion.algorithm) {
    throw new TestkitError("ALGORITHM_NOT_ALLOWED", { algorithm: assertion.algorithm });
  }
}
