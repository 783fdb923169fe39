import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Assertion } from "../assertion.ts";

export async function checkChallengeFresh(assertion: Assertion): Promise<void> {
  const issued = await assertion.challenge();
  const expired = issued !== undefined && assertion.services.clock.now() >= new Date(issued.expiresAt);
  if (expired) throw new TestkitError("CHALLENGE_EXPIRED");
}
