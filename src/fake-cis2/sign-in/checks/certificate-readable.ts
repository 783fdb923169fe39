import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Certificate } from "../../../pki/index.ts";
import type { Assertion } from "../assertion.ts";

export function checkCertificateReadable(assertion: Assertion): void {
  try {
    assertion.certificate satisfies Certificate;
  } catch (cause) {
    throw new TestkitError("CERTIFICATE_MALFORMED", {}, { cause });
  }
}
