import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Assertion } from "../assertion.ts";

export async function checkUserActive(assertion: Assertion): Promise<void> {
  const user = await assertion.user();
  if (user?.active === false) throw new TestkitError("USER_INACTIVE", { userId: user.userId });
}
