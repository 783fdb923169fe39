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
 * What a developer needs to know of a relying party that went on with an invalid sign-in; undefined if it did not. Going on
 * is starting a session, and, for what OpenID Connect itself says must be refused, the next request to CIS2 already.
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
  if (lastStep === "none" && tokenRequests > 0) return "sent the code to the token endpoint";
  if (lastStep !== "userinfo request" && userinfoRequests > 0) return "asked for userinfo";
  return undefined;
}
