import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Certificate } from "../../pki/index.ts";
import type { PresentedCredential } from "./presented-credential.ts";

export function checkCertificateReadable(credential: PresentedCredential): void {
  try {
    credential.certificate satisfies Certificate;
  } catch (cause) {
    throw new TestkitError("CERTIFICATE_MALFORMED", {}, { cause });
  }
}
