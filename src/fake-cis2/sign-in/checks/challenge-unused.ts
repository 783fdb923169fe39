import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Assertion } from "../assertion.ts";

/** Uses the challenge up, whatever comes of the assertion: an attacker gets one attempt at each challenge. */
export async function checkChallengeUnused({ token, services }: Assertion): Promise<void> {
  if (!(await services.challenges.use(token.challenge))) throw new TestkitError("CHALLENGE_USED");
}
