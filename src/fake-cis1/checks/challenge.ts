import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { ReceivedAnswer } from "./received-answer.ts";

/** The challenge is one of ours, given to this session on this device. */
export async function checkChallengeKnown({ request, services }: ReceivedAnswer): Promise<void> {
  const { challenge, signature, log_session_id: session, device_id: device } = request;
  const issued = services.challenges.isSigned(challenge, signature)
    ? await services.challenges.find(challenge)
    : undefined;
  if (issued?.log_session_id !== session || issued.device_id !== device) throw new TestkitError("CHALLENGE_UNKNOWN");
}

/** Uses the challenge up, whatever comes of the answer: an attacker gets one attempt at each challenge. */
export async function checkChallengeUnused({ request, services }: ReceivedAnswer): Promise<void> {
  if (!(await services.challenges.use(request.challenge))) throw new TestkitError("CHALLENGE_USED");
}

export function checkChallengeFresh({ request, services }: ReceivedAnswer): void {
  if (!services.challenges.isFresh(request.challenge)) throw new TestkitError("CHALLENGE_EXPIRED");
}

/** What the card signed is this challenge and no other. */
export function checkContent({ request, signed }: ReceivedAnswer): void {
  if (!signed.content.equals(Buffer.from(request.challenge, "base64"))) throw new TestkitError("CHALLENGE_UNKNOWN");
}
