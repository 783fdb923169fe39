import { createPrivateKey, type KeyObject } from "node:crypto";
import { z } from "zod";
import { algorithmOfKey, type KeyAlgorithm } from "../../pki/keys/key-algorithm.ts";
import { PrivateKey } from "./private-key.ts";

/** A private key as the image keeps it: PKCS #8 in base64, of one of the algorithms the card can hold. */
export function privateKeySchema(...algorithms: readonly KeyAlgorithm[]) {
  const named = algorithms.map((algorithm) => algorithm.toUpperCase()).join(", ");
  return z.base64().refine((pkcs8) => {
    const algorithm = algorithmOf(pkcs8);
    return algorithm !== undefined && algorithms.includes(algorithm);
  }, `must be a PKCS #8 key: ${named}`);
}

export function encodePrivateKey(key: KeyObject): string {
  return key.export({ format: "der", type: "pkcs8" }).toString("base64");
}

export interface KeyRingOptions {
  /** Writes the card's state down. */
  readonly persist: () => void;
}

/** The private keys of an application by their reference: read out of the image when they are first used. */
export class KeyRing {
  readonly #stored: Partial<Record<string, string>>;
  readonly #options: KeyRingOptions;
  readonly #read = new Map<number, PrivateKey>();

  /** The record is the card's own state: a new key is put into it. */
  constructor(stored: Partial<Record<string, string>>, options: KeyRingOptions) {
    this.#stored = stored;
    this.#options = options;
  }

  get(reference: number): PrivateKey | undefined {
    const known = this.#read.get(reference);
    if (known !== undefined) return known;
    const stored = this.#stored[formatReference(reference)];
    if (stored === undefined) return undefined;
    const key = PrivateKey.fromPkcs8(Buffer.from(stored, "base64"));
    this.#read.set(reference, key);
    return key;
  }

  put(reference: number, key: PrivateKey): void {
    this.#stored[formatReference(reference)] = Buffer.from(key.toPkcs8()).toString("base64");
    this.#read.set(reference, key);
    this.#options.persist();
  }
}

/** A reference as the image and the specifications write it: 9A. */
export function formatReference(reference: number): string {
  return reference.toString(16).toUpperCase().padStart(2, "0");
}

function algorithmOf(pkcs8: string): KeyAlgorithm | undefined {
  try {
    return algorithmOfKey(createPrivateKey({ key: Buffer.from(pkcs8, "base64"), format: "der", type: "pkcs8" }));
  } catch {
    return undefined;
  }
}
