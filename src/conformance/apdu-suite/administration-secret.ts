import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { fromHex } from "../../iso7816/index.ts";

/** The administration key 9B of a PIV card. */
export interface AdministrationSecret {
  /** P1 of the commands that prove it (SP 800-78-4, Table 6-2). */
  readonly algorithmId: number;
  /** Its name for OpenSSL. */
  readonly cipher: string;
  readonly key: Uint8Array;
}

const administrationAlgorithms: Readonly<Record<string, { algorithmId: number; cipher: string; bytes: number }>> = {
  "3des": { algorithmId: 0x03, cipher: "des-ede3-ecb", bytes: 24 },
  "aes-128": { algorithmId: 0x08, cipher: "aes-128-ecb", bytes: 16 },
  "aes-192": { algorithmId: 0x0a, cipher: "aes-192-ecb", bytes: 24 },
  "aes-256": { algorithmId: 0x0c, cipher: "aes-256-ecb", bytes: 32 },
};

/** Reads `<algorithm>:<key in hexadecimal>`, such as `aes-256:0102...`. Throws CONFIGURATION_INVALID, without the key. */
export function administrationSecret(text: string, setting: string): AdministrationSecret {
  const [, name = "", digits = ""] = /^\s*([a-z0-9-]+)\s*:\s*((?:[0-9A-Fa-f]{2})+)\s*$/.exec(text) ?? [];
  const algorithm = administrationAlgorithms[name.toLowerCase()];
  const known = Object.entries(administrationAlgorithms).map(([one, { bytes }]) => `${one} (${bytes} bytes)`);
  if (algorithm === undefined || digits.length !== algorithm.bytes * 2) {
    const reason = `it must be an algorithm, a colon and the key in hexadecimal; algorithms: ${known.join(", ")}`;
    throw new TestkitError("CONFIGURATION_INVALID", { setting, reason });
  }
  const { algorithmId, cipher } = algorithm;
  return { algorithmId, cipher, key: fromHex(digits) };
}
