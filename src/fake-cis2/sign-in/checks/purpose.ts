import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { serves } from "../../../pki/index.ts";
import type { Assertion } from "../assertion.ts";

/** Which policies the issuers of adopted cards have is not known here: what the certificate was adopted for counts. */
export async function checkPurpose(assertion: Assertion): Promise<void> {
  const adopted = await assertion.adopted();
  const isFit = adopted ? adopted.purpose === "authentication" : serves(assertion.certificate, "authentication");
  if (!isFit) throw new TestkitError("CERTIFICATE_PURPOSE");
}
