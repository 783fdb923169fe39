import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Assertion } from "../assertion.ts";

export async function checkUserKnown(assertion: Assertion): Promise<void> {
  if (!(await assertion.user())) throw new TestkitError("USER_UNKNOWN", { userId: assertion.userId });
}
