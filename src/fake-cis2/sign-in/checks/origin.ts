import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Assertion } from "../assertion.ts";

export function checkOrigin({ token, place }: Assertion): void {
  if (token.origin !== place.origin) throw new TestkitError("ORIGIN_MISMATCH", { origin: token.origin });
}
