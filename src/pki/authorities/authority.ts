import "reflect-metadata";
import { createHash, sign as signBytes, X509Certificate, type KeyObject } from "node:crypto";
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
import { RememberedReadings } from "../../foundation/remembered-readings.ts";
import { parseCertificate, type Certificate } from "../certificate.ts";
import type { KeyPair } from "../keys/key-algorithm.ts";
import type { KeyStore } from "../keys/key-store.ts";

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

type Keep = KeyStore["kept"];

/** A certification authority with an RSA key: its own certificate, and the issuing of certificates and revocation lists. */
export class Authority {
  /** Its certificate, as DER. */
  readonly der: Uint8Array;
  readonly #subject: string;
  readonly #keys: KeyPair;
  #certificate: Certificate | undefined;

  private constructor(der: Uint8Array, subject: string, keys: KeyPair) {
    this.der = der;
    this.#subject = subject;
    this.#keys = keys;
  }

  /** What its certificate says. It is read when it is asked for: that takes longer than the rest of a start. */
  get certificate(): Certificate {
    return (this.#certificate ??= parseCertificate(this.der));
  }

  /**
   * An authority certified by its issuer; without an issuer, by itself. Its certificate follows from all that is given, and
   * is made once if `keep` keeps it.
   */
  static async create(
    subject: string,
    keys: KeyPair,
    { issuer, keep }: { readonly issuer?: Authority; readonly keep?: Keep | undefined } = {},
  ): Promise<Authority> {
    const { publicKey } = keys;
    const serialNumber = `01${digestOf(publicKey).subarray(0, 15).toString("hex")}`;
    const { pathLength, usages } = {
      pathLength: issuer ? 0 : 1,
      usages: KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign,
    };
    const make = () => {
      const extensions = [new BasicConstraintsExtension(true, pathLength, true), new KeyUsagesExtension(usages, true)];
      const request = { subject, publicKey, ...lifetime, serialNumber, extensions };
      return issuer ? issuer.issue(request) : sign(request, subject, keys);
    };
    const signer = issuer?.publicKey ?? publicKey;
    const content = [subject, serialNumber, lifetime, pathLength, usages, issuer && issuer.#subject];
    const der = await (keep ? keep(nameOf(content), make, (known) => isCertificate(known, publicKey, signer)) : make());
    return new Authority(der, subject, keys);
  }

  get publicKey(): KeyObject {
    return this.#keys.publicKey;
  }

  /** A certificate as asked for, with key identifiers added, as DER. */
  issue(request: CertificateRequest): Promise<Uint8Array> {
    return sign(request, this.#subject, this.#keys);
  }

  /** A certificate revocation list, as DER. */
  async revocationList(revoked: Iterable<RevokedEntry>, thisUpdate: Date, nextUpdate: Date): Promise<Uint8Array> {
    const list = await X509CrlGenerator.create({
      issuer: this.#subject,
      thisUpdate,
      nextUpdate,
      entries: Array.from(revoked, ({ reason = "cessationOfOperation", ...entry }) => ({
        ...entry,
        reason: X509CrlReason[reason],
      })),
      signingAlgorithm: signature,
      signingKey: this.#keys.privateKey.toCryptoKey(signature, false, ["sign"]),
    });
    return new Uint8Array(list.rawData);
  }

  /** The authority's RSA signature with SHA-256 over what an OCSP answer says. */
  signatureOf(data: Uint8Array): Uint8Array {
    return signBytes("sha256", data, this.#keys.privateKey);
  }
}

async function sign(request: CertificateRequest, issuer: string, signer: KeyPair): Promise<Uint8Array> {
  const publicKey = spki(request.publicKey);
  const [ofSubject, ofIssuer] = await Promise.all([identifiersOf(publicKey), identifiersOf(spki(signer.publicKey))]);
  const certificate = await X509CertificateGenerator.create({
    ...request,
    publicKey,
    issuer,
    extensions: [...request.extensions, ofSubject.asSubject, ofIssuer.asAuthority],
    signingAlgorithm: signature,
    signingKey: signer.privateKey.toCryptoKey(signature, false, ["sign"]),
  });
  return new Uint8Array(certificate.rawData);
}

interface KeyIdentifiers {
  readonly asSubject: Extension;
  readonly asAuthority: Extension;
}

const identified = new RememberedReadings<Promise<KeyIdentifiers>>();

/** What names a key in certificates: found out once, for an authority has the same in each certificate. */
function identifiersOf(publicKey: Uint8Array): Promise<KeyIdentifiers> {
  return identified.get(publicKey, async (key) => {
    const bytes = Buffer.from(key);
    const asSubject = await SubjectKeyIdentifierExtension.create(bytes);
    return { asSubject, asAuthority: await AuthorityKeyIdentifierExtension.create(bytes) };
  });
}

/** Of a file with a certificate of this content. */
function nameOf(content: unknown): string {
  return `authority-${createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32)}.der`;
}

/** Whether it is one certificate for the one key, and the other signed it. */
export function isCertificate(der: Uint8Array, publicKey: KeyObject, issuerKey: KeyObject): boolean {
  try {
    const certificate = new X509Certificate(der);
    return certificate.raw.equals(der) && certificate.publicKey.equals(publicKey) && certificate.verify(issuerKey);
  } catch {
    return false;
  }
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: "spki", format: "der" });
}

function digestOf(key: KeyObject): Buffer {
  return createHash("sha256").update(spki(key)).digest();
}
