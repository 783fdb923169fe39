import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { KeyAlgorithm, KeyStore } from "../../src/pki/index.ts";

/** More than any scenario has its cards make. */
const poolSize = 12;

/**
 * Key generator for cards in scenarios: hands out cached RSA-2048 keys, each once, because generating one is slow. Keys
 * on elliptic curves are made at once.
 */
export async function keyPool(keys: KeyStore): Promise<(algorithm: KeyAlgorithm) => KeyObject> {
  const labels = Array.from({ length: poolSize }, (_, index) => `features-lent-${index}`);
  const pool = await Promise.all(labels.map((label) => keys.keyPair(label, "rsa-2048")));
  return (algorithm) => {
    if (algorithm === "p-256" || algorithm === "p-384") {
      return generateKeyPairSync("ec", { namedCurve: algorithm.replace("p-", "P-") }).privateKey;
    }
    const keyPair = algorithm === "rsa-2048" ? pool.pop() : undefined;
    if (keyPair === undefined) throw new TypeError(`the features have no ${algorithm} key left`);
    return keyPair.privateKey;
  };
}
