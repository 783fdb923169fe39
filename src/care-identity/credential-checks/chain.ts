import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { isTrusted } from "../../pki/index.ts";
import type { PresentedCredential } from "./presented-credential.ts";

export async function checkChain(credential: PresentedCredential): Promise<void> {
  const { certificate, services } = credential;
  if (isTrusted(certificate, services.trusted, services.clock.now())) return;
  if ((await credential.adopted()) !== undefined) return;
  const { notBefore, notAfter } = services.trusted.root;
  if (isTrusted(certificate, services.trusted, notBefore)) {
    const [now, from, until] = [services.clock.now(), notBefore, notAfter].map((one) => one.toISOString().slice(0, 10));
    throw new TestkitError("AUTHORITY_OUT_OF_TIME", { now: now ?? "", from: from ?? "", until: until ?? "" });
  }
  throw new TestkitError("CERTIFICATE_UNTRUSTED");
}
