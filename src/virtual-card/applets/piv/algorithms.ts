import { createCipheriv, createDecipheriv } from "node:crypto";
import type { KeyAlgorithm } from "../../../pki/keys/key-algorithm.ts";

/** Algorithm identifiers of asymmetric keys (NIST SP 800-78-5, Table 10). RSA-1024 (06) is withdrawn. */
const keyAlgorithmIds: Readonly<Record<KeyAlgorithm, number>> = {
  "rsa-2048": 0x07,
  "rsa-3072": 0x05,
  "p-256": 0x11,
  "p-384": 0x14,
};

export function keyAlgorithmOfId(id: number): KeyAlgorithm | undefined {
  return (Object.keys(keyAlgorithmIds) as KeyAlgorithm[]).find((algorithm) => keyAlgorithmIds[algorithm] === id);
}

export const administrationAlgorithms = ["3des", "aes-128", "aes-192", "aes-256"] as const;
export type AdministrationAlgorithm = (typeof administrationAlgorithms)[number];

interface BlockCipher {
  /** Algorithm identifiers (SP 800-78-4, Table 6-2; 3DES is withdrawn in SP 800-78-5, but cards in use have it). */
  readonly ids: readonly number[];
  readonly cipher: string;
  readonly keySize: number;
  readonly blockSize: number;
}

export const blockCiphers: Readonly<Record<AdministrationAlgorithm, BlockCipher>> = {
  "3des": { ids: [0x00, 0x03], cipher: "des-ede3-ecb", keySize: 24, blockSize: 8 },
  "aes-128": { ids: [0x08], cipher: "aes-128-ecb", keySize: 16, blockSize: 16 },
  "aes-192": { ids: [0x0a], cipher: "aes-192-ecb", keySize: 24, blockSize: 16 },
  "aes-256": { ids: [0x0c], cipher: "aes-256-ecb", keySize: 32, blockSize: 16 },
};

/** Enciphers whole blocks, without padding, as challenges and witnesses are. */
export function encipher(algorithm: AdministrationAlgorithm, key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv(blockCiphers[algorithm].cipher, key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}

export function decipher(algorithm: AdministrationAlgorithm, key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createDecipheriv(blockCiphers[algorithm].cipher, key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}
