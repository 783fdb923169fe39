import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { isTrusted } from "../../../pki/index.ts";
import type { Assertion } from "../assertion.ts";

export function checkChain({ certificate, services }: Assertion): void {
  if (!isTrusted(certificate, services.trusted, services.clock.now())) throw new TestkitError("CERTIFICATE_UNTRUSTED");
}
