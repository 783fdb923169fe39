import "reflect-metadata";
import type { KeyObject } from "node:crypto";
import {
  CertificatePolicyExtension,
  CRLDistributionPointsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  type JsonName,
} from "@peculiar/x509";
import { certificatePolicies } from "../checks/purpose.ts";
import { threeYearsFrom } from "../checks/validity.ts";
import type { CertificateRequest } from "./authority.ts";

export interface AuthenticationCertificateOptions {
  /** The user's 12-digit id. */
  readonly userId: string;
  readonly publicKey: KeyObject;
  readonly notBefore: Date;
  /** Three years after `notBefore` less one second, unless given. */
  readonly notAfter?: Date;
  /** Hexadecimal; random unless given. */
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
    subject: nhsName("People", `${userId}_${givenName}_${familyName}`),
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.nonRepudiation, true),
      new CertificatePolicyExtension([certificatePolicies.signing], true),
      new CRLDistributionPointsExtension([revocationListUrl]),
    ],
  });
}

function common({ publicKey, notBefore, notAfter }: AuthenticationCertificateOptions, serialNumber: string) {
  return { publicKey, notBefore, notAfter: notAfter ?? threeYearsFrom(notBefore), serialNumber };
}

function nhsName(organisationalUnit: string, commonName: string): JsonName {
  return [{ O: ["nhs"] }, { OU: [organisationalUnit] }, { CN: [commonName] }];
}
