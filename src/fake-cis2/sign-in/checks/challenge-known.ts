import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Assertion } from "../assertion.ts";

export async function checkChallengeKnown(assertion: Assertion): Promise<void> {
  const issued = await assertion.challenge();
  if (issued?.uid !== assertion.place.uid) throw new TestkitError("CHALLENGE_UNKNOWN");
}
