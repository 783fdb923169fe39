export { EmulatedAuthorities, type EmulatedAuthoritiesOptions } from "./authorities/emulated-authorities.ts";
export {
  revocationReasons,
  type Authority,
  type RevocationReason,
  type RevokedEntry,
} from "./authorities/authority.ts";
export { serverIdentity, type ServerIdentity } from "./authorities/server-authority.ts";
export type {
  AuthenticationCertificateOptions,
  SigningCertificateOptions,
} from "./authorities/smartcard-certificates.ts";
export { MalformedCertificateError, parseCertificate, type Certificate, type KeyUsage } from "./certificate.ts";
export { CertificateReader } from "./certificate-reader.ts";
export { isTrusted, type TrustedAuthorities } from "./checks/chain.ts";
export { certificatePolicies, isIssuedFor, type CertificatePurpose } from "./checks/purpose.ts";
export { isRevoked, parseRevocationList, type RevocationList } from "./checks/revocation.ts";
export { threeYearsFrom, validityAt, type Validity } from "./checks/validity.ts";
export { answerOcsp, malformedOcsp, type CertificateStatus, type OcspOptions } from "./ocsp/answer-ocsp.ts";
export { cacheDirectory } from "./keys/cache-directory.ts";
export { algorithmOfKey, type KeyAlgorithm, type KeyPair } from "./keys/key-algorithm.ts";
export { openKeyStore, KeyStore, type KeyStoreOptions } from "./keys/key-store.ts";
