import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { PresentedCredential } from "./presented-credential.ts";

export async function checkUserKnown(credential: PresentedCredential): Promise<void> {
  if (!(await credential.user())) throw new TestkitError("USER_UNKNOWN", { userId: credential.userId });
}
