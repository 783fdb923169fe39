import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { serves } from "../../../pki/index.ts";
import type { Assertion } from "../assertion.ts";

export function checkPurpose({ certificate }: Assertion): void {
  if (!serves(certificate, "authentication")) throw new TestkitError("CERTIFICATE_PURPOSE");
}
