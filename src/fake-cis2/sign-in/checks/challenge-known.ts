import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ReceivedAssertion } from "../received-assertion.ts";

export async function checkChallengeKnown(received: ReceivedAssertion): Promise<void> {
  const issued = await received.challenge();
  if (issued?.uid !== received.context.uid) throw new TestkitError("CHALLENGE_UNKNOWN");
}
