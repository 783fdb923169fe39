import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ReceivedAssertion } from "../received-assertion.ts";

export async function checkChallengeFresh(received: ReceivedAssertion): Promise<void> {
  const issued = await received.challenge();
  const expired = issued !== undefined && received.services.clock.now() >= new Date(issued.expiresAt);
  if (expired) throw new TestkitError("CHALLENGE_EXPIRED");
}
