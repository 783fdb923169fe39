import { createHash, X509Certificate, type KeyObject } from "node:crypto";
import { RememberedReadings } from "../../foundation/remembered-readings.ts";
import { fromHex } from "../../iso7816/index.ts";
import { malformedAnswer } from "./card-errors.ts";
import type { SignatureAlgorithm } from "./smartcard.ts";

/** The digest of each algorithm, by its OpenSSL name. */
const digests = { RS1: "sha1", RS256: "sha256", ES256: "sha256", ES384: "sha384" } as const;

/** DigestInfo up to the hash itself (RFC 8017, 9.2, note 1). */
const digestInfoPrefixes = {
  RS1: fromHex("3021300906052B0E03021A05000414"),
  RS256: fromHex("3031300D060960864801650304020105000420"),
} as const;

export function digest(algorithm: SignatureAlgorithm, data: Uint8Array): Buffer {
  return createHash(digests[algorithm]).update(data).digest();
}

/** The algorithm the owner of a public key signs with; undefined for kinds of key no NHS smartcard holds. */
export function signatureAlgorithmOf(publicKey: KeyObject): Exclude<SignatureAlgorithm, "RS1"> | undefined {
  if (publicKey.asymmetricKeyType === "rsa") return "RS256";
  if (publicKey.asymmetricKeyType !== "ec") return undefined;
  switch (publicKey.asymmetricKeyDetails?.namedCurve) {
    case "prime256v1":
      return "ES256";
    case "secp384r1":
      return "ES384";
    default:
      return undefined;
  }
}

/** DigestInfo, what an RSA card that pads by itself is given. */
export function digestInfo(algorithm: "RS1" | "RS256", hash: Uint8Array): Uint8Array {
  return Buffer.concat([digestInfoPrefixes[algorithm], hash]);
}

/** The whole block EMSA-PKCS1-v1_5 makes (RFC 8017, 9.2), for cards that do bare RSA. */
export function pkcs1Block(algorithm: "RS1" | "RS256", hash: Uint8Array, modulusBytes: number): Uint8Array {
  const info = digestInfo(algorithm, hash);
  const block = new Uint8Array(modulusBytes).fill(0xff);
  block.set([0x00, 0x01]);
  block.set([0x00], modulusBytes - info.length - 1);
  block.set(info, modulusBytes - info.length);
  return block;
}

const remembered = new RememberedReadings<X509Certificate>();

/** Reads a certificate a card gave; those read last are remembered. Rejects with CARD_ANSWER_MALFORMED; `command` says which answer it came in. */
export function readCardCertificate(der: Uint8Array, command: string): X509Certificate {
  try {
    return remembered.get(der, read);
  } catch (error) {
    throw malformedAnswer(command, "it is not an X.509 certificate", error);
  }
}

function read(der: Uint8Array): X509Certificate {
  const certificate = new X509Certificate(der);
  // Node reads the key only when it is asked for.
  if (certificate.publicKey.type === "public") return certificate;
  throw new RangeError("it holds no public key");
}
