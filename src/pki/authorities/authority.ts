import "reflect-metadata";
import { createHash, sign as signBytes, type KeyObject } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  type JsonName,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
} from "@peculiar/x509";
import { parseCertificate, type Certificate } from "../certificate.ts";
import type { KeyPair } from "../keys/key-algorithm.ts";

/** One certificate to be issued. */
export interface CertificateRequest {
  readonly subject: string | JsonName;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Hexadecimal. */
  readonly serialNumber: string;
  readonly extensions: readonly Extension[];
}

export interface RevokedEntry {
  /** Hexadecimal. */
  readonly serialNumber: string;
  readonly revocationDate: Date;
  /** Default: cessation of operation. */
  readonly reason?: RevocationReason;
}

/** Why a certificate was revoked (RFC 5280, 5.3.1), by the names of its CRLReason. */
export const revocationReasons = ["keyCompromise", "superseded", "cessationOfOperation"] as const;
export type RevocationReason = (typeof revocationReasons)[number];

const signature = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
// Fixed, so that the same keys give byte for byte the same authority in every run, and it can be trusted once.
const lifetime = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2059-12-31T23:59:59Z") };

/** A certification authority with an RSA key: its own certificate, and the issuing of certificates and revocation lists. */
export class Authority {
  readonly certificate: Certificate;
  readonly #privateKey: KeyObject;

  constructor(certificate: Certificate, privateKey: KeyObject) {
    this.certificate = certificate;
    this.#privateKey = privateKey;
  }

  /** An authority certified by its issuer; without an issuer, by itself. */
  static async create(subject: string, keys: KeyPair, issuer?: Authority): Promise<Authority> {
    const request = {
      subject,
      publicKey: keys.publicKey,
      ...lifetime,
      serialNumber: `01${digestOf(keys.publicKey).subarray(0, 15).toString("hex")}`,
      extensions: [
        new BasicConstraintsExtension(true, issuer ? 0 : 1, true),
        new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      ],
    };
    const der = issuer
      ? await issuer.issue(request)
      : await sign(request, { name: subject, publicKey: keys.publicKey, privateKey: keys.privateKey });
    return new Authority(parseCertificate(der), keys.privateKey);
  }

  /** A certificate as asked for, with key identifiers added, as DER. */
  issue(request: CertificateRequest): Promise<Uint8Array> {
    const { subject, publicKey } = this.certificate;
    return sign(request, { name: subject, publicKey, privateKey: this.#privateKey });
  }

  /** A certificate revocation list, as DER. */
  async revocationList(revoked: Iterable<RevokedEntry>, thisUpdate: Date, nextUpdate: Date): Promise<Uint8Array> {
    const list = await X509CrlGenerator.create({
      issuer: this.certificate.subject,
      thisUpdate,
      nextUpdate,
      entries: Array.from(revoked, ({ reason = "cessationOfOperation", ...entry }) => ({
        ...entry,
        reason: X509CrlReason[reason],
      })),
      signingAlgorithm: signature,
      signingKey: this.#privateKey.toCryptoKey(signature, false, ["sign"]),
    });
    return new Uint8Array(list.rawData);
  }

  /** The authority's RSA signature with SHA-256 over what an OCSP answer says. */
  signatureOf(data: Uint8Array): Uint8Array {
    return signBytes("sha256", data, this.#privateKey);
  }
}

interface Signer {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

async function sign(request: CertificateRequest, signer: Signer): Promise<Uint8Array> {
  const publicKey = spki(request.publicKey);
  const certificate = await X509CertificateGenerator.create({
    ...request,
    publicKey,
    issuer: signer.name,
    extensions: [
      ...request.extensions,
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(spki(signer.publicKey)),
    ],
    signingAlgorithm: signature,
    signingKey: signer.privateKey.toCryptoKey(signature, false, ["sign"]),
  });
  return new Uint8Array(certificate.rawData);
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

function digestOf(key: KeyObject): Buffer {
  return createHash("sha256").update(spki(key)).digest();
}
