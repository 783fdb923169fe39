import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { isRevoked } from "../../../pki/index.ts";
import type { Assertion } from "../assertion.ts";

export async function checkRevocation({ certificate, services }: Assertion): Promise<void> {
  const { list } = await services.registrationAuthority.revocationList();
  if (isRevoked(certificate, [list])) throw new TestkitError("CERTIFICATE_REVOKED");
}
