import { constants, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from "node:crypto";
import { privateDecrypt, type KeyObject } from "node:crypto";
import { p256, p384 } from "@noble/curves/nist.js";
import { algorithmOfKey, generateKeyPair, type KeyAlgorithm } from "../../pki/keys/key-algorithm.ts";

const curves = { "p-256": p256, "p-384": p384 };
const names = { "p-256": "P-256", "p-384": "P-384" } as const;
const openSslNames = { "p-256": "prime256v1", "p-384": "secp384r1" } as const;

export type EcAlgorithm = keyof typeof curves;
export type RsaAlgorithm = Exclude<KeyAlgorithm, EcAlgorithm>;

/** Makes the private key of a new pair. */
export type KeyGenerator = (algorithm: KeyAlgorithm) => PrivateKey;

/** The private-key operations of a card's processor: they work on bare blocks and hashes, the host pads and hashes. */
export class PrivateKey {
  readonly algorithm: KeyAlgorithm;
  readonly #key: KeyObject;

  /** Throws a RangeError when the key is of a kind no card of ours holds. */
  constructor(key: KeyObject) {
    const algorithm = algorithmOfKey(key);
    if (algorithm === undefined) throw new RangeError("a card holds RSA-2048, RSA-3072, P-256 and P-384 keys");
    this.algorithm = algorithm;
    this.#key = key;
  }

  static fromPkcs8(der: Uint8Array): PrivateKey {
    return new PrivateKey(createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" }));
  }

  /** Makes a new key inside the card. RSA takes some hundred milliseconds, as it takes a card some seconds. */
  static generate(algorithm: KeyAlgorithm): PrivateKey {
    const { privateKey } = isEc(algorithm)
      ? generateKeyPairSync("ec", { namedCurve: openSslNames[algorithm] })
      : generateKeyPairSync("rsa", { modulusLength: algorithm === "rsa-2048" ? 2048 : 3072 });
    return new PrivateKey(privateKey);
  }

  /** As `generate`, for RSA, on another thread. */
  static async generateAside(algorithm: RsaAlgorithm): Promise<PrivateKey> {
    const { privateKey } = await generateKeyPair(algorithm);
    return new PrivateKey(privateKey);
  }

  toPkcs8(): Uint8Array {
    return this.#key.export({ format: "der", type: "pkcs8" });
  }

  /** The RSA modulus or one coordinate of a point, in bytes. */
  get size(): number {
    return { "rsa-2048": 256, "rsa-3072": 384, "p-256": 32, "p-384": 48 }[this.algorithm];
  }

  /** The raw RSA private-key operation on a block of the modulus's size; undefined when it is not below the modulus. */
  rsa(block: Uint8Array): Uint8Array | undefined {
    try {
      return privateDecrypt({ key: this.#key, padding: constants.RSA_NO_PADDING }, block);
    } catch (error) {
      if (error instanceof Error && "code" in error) return undefined;
      throw error;
    }
  }

  /** An ECDSA signature over a hash as it is, as the DER sequence of r and s. */
  ecdsa(hash: Uint8Array): Uint8Array {
    const secret = Buffer.from(this.#key.export({ format: "jwk" }).d ?? "", "base64url");
    return this.#curve.sign(hash, secret, { prehash: false, lowS: false, format: "der" });
  }

  /** ECDH with an uncompressed point 04 || X || Y: the X coordinate of the product; undefined for no point of the curve. */
  agree(point: Uint8Array): Uint8Array | undefined {
    const { size } = this;
    if (point.length !== 1 + 2 * size || point[0] !== 0x04) return undefined;
    const coordinate = (start: number) => Buffer.from(point.subarray(start, start + size)).toString("base64url");
    const jwk = { kty: "EC", crv: names[this.#ec], x: coordinate(1), y: coordinate(1 + size) };
    try {
      return diffieHellman({ privateKey: this.#key, publicKey: createPublicKey({ key: jwk, format: "jwk" }) });
    } catch (error) {
      if (error instanceof Error && "code" in error) return undefined;
      throw error;
    }
  }

  /** Modulus and exponent of an RSA key, or the uncompressed point of an elliptic-curve key. */
  get publicPart(): { modulus: Uint8Array; exponent: Uint8Array } | { point: Uint8Array } {
    const { n = "", e = "", x = "", y = "" } = createPublicKey(this.#key).export({ format: "jwk" });
    const bytes = (text: string) => Buffer.from(text, "base64url");
    if (isEc(this.algorithm)) return { point: Buffer.concat([Buffer.of(0x04), bytes(x), bytes(y)]) };
    return { modulus: bytes(n), exponent: bytes(e) };
  }

  get #ec(): EcAlgorithm {
    if (!isEc(this.algorithm)) throw new RangeError("not an elliptic-curve key");
    return this.algorithm;
  }

  get #curve(): (typeof curves)[EcAlgorithm] {
    return curves[this.#ec];
  }
}

export function isEc(algorithm: KeyAlgorithm): algorithm is EcAlgorithm {
  return algorithm in curves;
}
