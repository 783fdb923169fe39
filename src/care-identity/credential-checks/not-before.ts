import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { validityAt } from "../../pki/index.ts";
import type { PresentedCredential } from "./presented-credential.ts";

export function checkNotBefore({ certificate, services }: PresentedCredential): void {
  if (validityAt(certificate, services.clock.now()) !== "not-yet-valid") return;
  throw new TestkitError("CERTIFICATE_NOT_YET_VALID", { notBefore: certificate.notBefore.toISOString() });
}
