import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { isTrusted } from "../../pki/index.ts";
import type { PresentedCredential } from "./presented-credential.ts";

export async function checkChain(credential: PresentedCredential): Promise<void> {
  const { certificate, services } = credential;
  if (isTrusted(certificate, services.trusted, services.clock.now())) return;
  if ((await credential.adopted()) === undefined) throw new TestkitError("CERTIFICATE_UNTRUSTED");
}
