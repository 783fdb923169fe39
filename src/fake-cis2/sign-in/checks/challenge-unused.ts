import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ReceivedAssertion } from "../received-assertion.ts";

/** Uses the challenge up, whatever comes of the assertion: an attacker gets one attempt at each challenge. */
export async function checkChallengeUnused({ assertion, services }: ReceivedAssertion): Promise<void> {
  if (!(await services.challenges.use(assertion.challenge))) throw new TestkitError("CHALLENGE_USED");
}
