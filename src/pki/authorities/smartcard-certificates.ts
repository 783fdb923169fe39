import "reflect-metadata";
import type { KeyObject } from "node:crypto";
import {
  CertificatePolicyExtension,
  CRLDistributionPointsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type JsonName,
} from "@peculiar/x509";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { isCertificateTime } from "../../foundation/instant.ts";
import { certificatePolicies } from "../checks/purpose.ts";
import { threeYearsFrom } from "../checks/validity.ts";
import type { CertificateRequest } from "./authority.ts";

export interface AuthenticationCertificateOptions {
  /** The user's 12-digit id. */
  readonly userId: string;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  /** Default: three years after `notBefore` less one second. */
  readonly notAfter?: Date;
  /** Hexadecimal. Default: random. */
  readonly serialNumber?: string;
}

export interface SigningCertificateOptions extends AuthenticationCertificateOptions {
  readonly givenName: string;
  readonly familyName: string;
}

type Layout = (options: { serialNumber: string; revocationListUrl: string }) => CertificateRequest;

/** As authentication certificates in public NHS test code are laid out: no subject alternative name, no extended key usage. */
export function authenticationLayout(certificate: AuthenticationCertificateOptions): Layout {
  return ({ serialNumber, revocationListUrl }) => ({
    ...common(certificate, serialNumber),
    subject: nhsName("people", certificate.userId),
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature),
      new CertificatePolicyExtension([certificatePolicies.authentication]),
      new CRLDistributionPointsExtension([revocationListUrl]),
    ],
  });
}

/** As signing certificates in the public examples of the Electronic Prescription Service API are laid out. */
export function signingLayout(certificate: SigningCertificateOptions): Layout {
  const { userId, givenName, familyName } = certificate;
  return ({ serialNumber, revocationListUrl }) => ({
    ...common(certificate, serialNumber),
    subject: nhsName("People", [userId, givenName, familyName].filter((part) => part !== "").join("_")),
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.nonRepudiation, true),
      new CertificatePolicyExtension([certificatePolicies.signing], true),
      new CRLDistributionPointsExtension([revocationListUrl]),
    ],
  });
}

function common(options: AuthenticationCertificateOptions, serialNumber: string) {
  const { publicKey, notBefore, notAfter = threeYearsFrom(notBefore) } = options;
  if (![notBefore, notAfter].every(isCertificateTime)) {
    throw new TestkitError("CERTIFICATE_TIME_UNWRITABLE", {
      from: notBefore.toISOString().slice(0, -14),
      until: notAfter.toISOString().slice(0, -14),
    });
  }
  return { publicKey, notBefore, notAfter, serialNumber };
}

/** The longest common name (X.520 ub-common-name). */
const mostCharacters = 64;

/** A longer common name is cut. It is given as data: the library reads quotation marks and backslashes in a bare string. */
function nhsName(organisationalUnit: string, commonName: string): JsonName {
  const cut = Array.from(commonName).slice(0, mostCharacters).join("");
  const value = /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(cut) ? { printableString: cut } : { utf8String: cut };
  // The types of JsonName know bare strings alone; the library takes a value by its ASN.1 type as well.
  return [{ O: ["nhs"] }, { OU: [organisationalUnit] }, { CN: [value] }] as unknown as JsonName;
}
