import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { validityAt } from "../../pki/index.ts";
import type { PresentedCredential } from "./presented-credential.ts";

export function checkNotAfter({ certificate, services }: PresentedCredential): void {
  if (validityAt(certificate, services.clock.now()) !== "expired") return;
  throw new TestkitError("CERTIFICATE_EXPIRED", { notAfter: certificate.notAfter.toISOString() });
}
