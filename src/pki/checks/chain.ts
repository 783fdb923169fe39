import { X509Certificate } from "node:crypto";
import { parseCertificate, type Certificate } from "../certificate.ts";
import { validityAt } from "./validity.ts";

export interface TrustedAuthorities {
  readonly root: Certificate;
  readonly intermediates: readonly Certificate[];
}

/** Authorities out of PEM, the root first. Throws a RangeError if there is none. */
export function authoritiesFromPem(certificates: readonly string[]): TrustedAuthorities {
  const [root, ...intermediates] = certificates.map((pem) => parseCertificate(new X509Certificate(pem).raw));
  if (root === undefined) throw new RangeError("there is no authority to trust");
  return { root, intermediates };
}

/**
 * Whether the certificate was issued by one of the intermediate authorities, and that one by the root, all of them being
 * authorities and valid at the time. The certificate's own validity is not looked at: see {@link validityAt}.
 */
export function isTrusted(certificate: Certificate, { root, intermediates }: TrustedAuthorities, at: Date): boolean {
  const issuer = intermediates.find((authority) => issued(authority, certificate));
  return issuer !== undefined && [issuer, root].every((one) => isAuthorityAt(one, at)) && issued(root, issuer);
}

function issued(authority: Certificate, certificate: Certificate): boolean {
  return authority.subject === certificate.issuer && certificate.isSignedWith(authority.publicKey);
}

function isAuthorityAt(certificate: Certificate, at: Date): boolean {
  return certificate.isAuthority && certificate.keyUsage.has("keyCertSign") && validityAt(certificate, at) === "valid";
}
