import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ReceivedAssertion } from "../received-assertion.ts";

export function checkOrigin({ assertion, context }: ReceivedAssertion): void {
  if (assertion.origin !== context.origin) throw new TestkitError("ORIGIN_MISMATCH", { origin: assertion.origin });
}
