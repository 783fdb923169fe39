import type { Certificate } from "../certificate.ts";

/**
 * The policies found in public NHS test certificates: authentication in NHSbuntu's identity agent tests, content
 * commitment (signing) in the examples of the Electronic Prescription Service API.
 */
export const certificatePolicies = {
  authentication: "1.2.826.0.1275.101.0.3.1.1",
  signing: "1.2.826.0.1275.102.0.3.2.0",
} as const;

export type CertificatePurpose = keyof typeof certificatePolicies;

const usageFor = { authentication: "digitalSignature", signing: "nonRepudiation" } as const;

/** Whether key usage and policy both say that the certificate serves the purpose. */
export function isIssuedFor(
  certificate: Pick<Certificate, "keyUsage" | "policies">,
  purpose: CertificatePurpose,
): boolean {
  return certificate.keyUsage.has(usageFor[purpose]) && certificate.policies.includes(certificatePolicies[purpose]);
}
