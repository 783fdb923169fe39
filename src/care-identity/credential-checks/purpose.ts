import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { isIssuedFor } from "../../pki/index.ts";
import type { PresentedCredential } from "./presented-credential.ts";

/** Which policies the issuers of adopted cards have is not known here: what the certificate was adopted for counts. */
export async function checkPurpose(credential: PresentedCredential): Promise<void> {
  const adopted = await credential.adopted();
  const isFit = adopted ? adopted.purpose === "authentication" : isIssuedFor(credential.certificate, "authentication");
  if (!isFit) throw new TestkitError("CERTIFICATE_PURPOSE");
}
