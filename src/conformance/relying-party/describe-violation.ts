import type { InvalidSignIn } from "./invalid-sign-in.ts";

/** What was seen of the relying party after an invalid sign-in. */
export interface ObservedOutcome {
  /** Whether the page, or the page at sessionUrl, shows somebody signed in. */
  readonly signedIn: boolean;
  /** Token requests with a code. */
  readonly tokenRequests: number;
  readonly userinfoRequests: number;
}

/**
 * Describes how the relying party accepted an invalid sign-in; returns undefined if it refused. Starting a session
 * counts as accepting. If OpenID Connect itself requires refusal, the next request to CIS2 counts too.
 */
export function describeViolation({ wrong, lastStep }: InvalidSignIn, after: ObservedOutcome): string | undefined {
  if (after.signedIn) return `The relying party started a session although ${wrong}.`;
  const beyond = goneTo(lastStep, after);
  if (beyond === undefined) return undefined;
  return `The relying party started no session, but ${beyond} although ${wrong}.`;
}

function goneTo(
  lastStep: InvalidSignIn["lastStep"],
  { tokenRequests, userinfoRequests }: ObservedOutcome,
): string | undefined {
  if (lastStep === "none" && tokenRequests > 0) return "it sent a token request";
  if (lastStep !== "userinfo request" && userinfoRequests > 0) return "it asked for userinfo";
  return undefined;
}
