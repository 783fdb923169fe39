import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { isRevoked } from "../../pki/index.ts";
import type { PresentedCredential } from "./presented-credential.ts";

export async function checkRevocation(credential: PresentedCredential): Promise<void> {
  const { certificate, services } = credential;
  const { registrationAuthority } = services;
  const { list } = await registrationAuthority.revocationList();
  if (isRevoked(certificate, [list])) throw new TestkitError("CERTIFICATE_REVOKED");
  // The lists are those of the emulated authorities, which say nothing of an adopted card's certificates.
  if ((await credential.adopted()) === undefined) return;
  if (await registrationAuthority.revocations.find(certificate.serialNumber)) {
    throw new TestkitError("CERTIFICATE_REVOKED");
  }
}
