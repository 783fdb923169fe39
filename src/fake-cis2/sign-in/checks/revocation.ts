import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { isRevoked } from "../../../pki/index.ts";
import type { Assertion } from "../assertion.ts";

export async function checkRevocation(assertion: Assertion): Promise<void> {
  const { certificate, services } = assertion;
  const { registrationAuthority } = services;
  const { list } = await registrationAuthority.revocationList();
  if (isRevoked(certificate, [list])) throw new TestkitError("CERTIFICATE_REVOKED");
  // The lists are those of the emulated authorities, which say nothing of an adopted card's certificates.
  if ((await assertion.adopted()) === undefined) return;
  if (await registrationAuthority.revocations.find(certificate.serialNumber)) {
    throw new TestkitError("CERTIFICATE_REVOKED");
  }
}
