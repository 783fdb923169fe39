import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { PresentedCredential } from "./presented-credential.ts";

export async function checkUserActive(credential: PresentedCredential): Promise<void> {
  const user = await credential.user();
  if (user?.active === false) throw new TestkitError("USER_INACTIVE", { userId: user.userId });
}
