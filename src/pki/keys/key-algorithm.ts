import { generateKeyPair as generate, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

export type KeyAlgorithm = "rsa-2048" | "rsa-3072" | "p-256" | "p-384";

export interface KeyPair {
  readonly algorithm: KeyAlgorithm;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const generateNative = promisify(generate);

/** Makes a key pair on one of Node's worker threads, so that the event loop is free meanwhile. */
export async function generateKeyPair(algorithm: KeyAlgorithm): Promise<KeyPair> {
  switch (algorithm) {
    case "rsa-2048":
      return { algorithm, ...(await generateNative("rsa", { modulusLength: 2048 })) };
    case "rsa-3072":
      return { algorithm, ...(await generateNative("rsa", { modulusLength: 3072 })) };
    case "p-256":
      return { algorithm, ...(await generateNative("ec", { namedCurve: "prime256v1" })) };
    case "p-384":
      return { algorithm, ...(await generateNative("ec", { namedCurve: "secp384r1" })) };
  }
}

const byKind = new Map<string, KeyAlgorithm>([
  ["rsa 2048", "rsa-2048"],
  ["rsa 3072", "rsa-3072"],
  ["ec prime256v1", "p-256"],
  ["ec secp384r1", "p-384"],
]);

/** The algorithm of a key, or undefined if it is none of those the testkit uses. */
export function algorithmOfKey(key: KeyObject): KeyAlgorithm | undefined {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  return byKind.get(`${key.asymmetricKeyType ?? ""} ${namedCurve ?? modulusLength ?? ""}`);
}
