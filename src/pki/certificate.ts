import "reflect-metadata";
import { X509Certificate as NodeCertificate, type KeyObject } from "node:crypto";
import {
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
} from "@peculiar/x509";
import { RememberedReadings } from "../foundation/remembered-readings.ts";
import { canonicalSerialNumber } from "./serial-number.ts";

export type KeyUsage = "digitalSignature" | "nonRepudiation" | "keyCertSign" | "cRLSign";

/** What the testkit reads of an X.509 certificate (RFC 5280). */
export interface Certificate {
  readonly der: Uint8Array;
  /** As RFC 4514 writes a name, most specific part last: `O=nhs, OU=people, CN=555000000001`. */
  readonly subject: string;
  readonly issuer: string;
  /** The common name of the subject; absent if there is none, or more than one. */
  readonly commonName?: string;
  /** Hexadecimal, lower case. */
  readonly serialNumber: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  readonly keyUsage: ReadonlySet<KeyUsage>;
  readonly policies: readonly string[];
  readonly isAuthority: boolean;
  /** Whether the certificate's own signature was made with the private half of this key. */
  isSignedWith(publicKey: KeyObject): boolean;
}

const usageNames: readonly KeyUsage[] = ["digitalSignature", "nonRepudiation", "keyCertSign", "cRLSign"];

/** The bytes are not exactly one certificate, or its key cannot be used; `cause` says more if a library found out. */
export class MalformedCertificateError extends Error {
  override readonly name = "MalformedCertificateError";
}

const remembered = new RememberedReadings<Certificate>();

/**
 * Reads one DER certificate. Throws MalformedCertificateError. Those read last are remembered: what bytes say never changes.
 * Whether a certificate holds does, and is for the checks to find out each time.
 */
export function parseCertificate(der: Uint8Array): Certificate {
  return remembered.get(der, parse);
}

function parse(der: Uint8Array): Certificate {
  if (der[0] !== 0x30) throw new MalformedCertificateError("a certificate starts with a SEQUENCE");
  try {
    return read(der);
  } catch (cause) {
    if (cause instanceof MalformedCertificateError) throw cause;
    throw new MalformedCertificateError("the certificate cannot be read", { cause });
  }
}

function read(der: Uint8Array): Certificate {
  const node = new NodeCertificate(der);
  if (!node.raw.equals(der)) throw new MalformedCertificateError("bytes follow the certificate");
  const certificate = new X509Certificate(der);
  const usages = certificate.getExtension(KeyUsagesExtension)?.usages ?? 0;
  const names = certificate.subjectName.getField("CN");
  return {
    der,
    subject: certificate.subject,
    issuer: certificate.issuer,
    ...(names.length === 1 && names[0] !== undefined ? { commonName: names[0] } : {}),
    serialNumber: canonicalSerialNumber(certificate.serialNumber) ?? certificate.serialNumber.toLowerCase(),
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    publicKey: node.publicKey,
    keyUsage: new Set(usageNames.filter((name) => (usages & KeyUsageFlags[name]) !== 0)),
    policies: [...(certificate.getExtension(CertificatePolicyExtension)?.policies ?? [])],
    isAuthority: certificate.getExtension(BasicConstraintsExtension)?.ca ?? false,
    isSignedWith: foundOutOnce((publicKey) => node.verify(publicKey)),
  };
}

/** The same answer for the same key, found out once. */
function foundOutOnce(verify: (publicKey: KeyObject) => boolean): (publicKey: KeyObject) => boolean {
  const known = new WeakMap<KeyObject, boolean>();
  return (publicKey) => {
    const answer = known.get(publicKey) ?? verify(publicKey);
    known.set(publicKey, answer);
    return answer;
  };
}
