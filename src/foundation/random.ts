import { createHash, randomBytes } from "node:crypto";

/** Where challenges, serial numbers and salts come from, so that a test can repeat a run. Never used to make keys. */
export interface Random {
  bytes(length: number): Uint8Array;
}

export const secureRandom: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) };

/** The same bytes for the same seed: SHA-256 in counter mode. For tests only. */
export class SeededRandom implements Random {
  readonly #seed: string;
  #counter = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  bytes(length: number): Uint8Array {
    const out = new Uint8Array(length);
    for (let offset = 0; offset < length; offset += 32) {
      const numbered = `${this.#seed}:${this.#counter++}`;
      const block = createHash("sha256").update(numbered).digest();
      out.set(block.subarray(0, Math.min(32, length - offset)), offset);
    }
    return out;
  }

  /** An integer in 0 .. bound - 1, for a bound up to 2^32. */
  below(bound: number): number {
    return Buffer.from(this.bytes(4)).readUInt32BE() % bound;
  }
}
