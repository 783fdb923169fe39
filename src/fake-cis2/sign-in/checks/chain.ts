import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { isTrusted } from "../../../pki/index.ts";
import type { Assertion } from "../assertion.ts";

export async function checkChain(assertion: Assertion): Promise<void> {
  const { certificate, services } = assertion;
  if (isTrusted(certificate, services.trusted, services.clock.now())) return;
  if ((await assertion.adopted()) === undefined) throw new TestkitError("CERTIFICATE_UNTRUSTED");
}
