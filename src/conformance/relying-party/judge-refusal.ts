import type { Corruption } from "./corruptions.ts";

/** What came of a sign-in that was spoilt. */
export interface Aftermath {
  /** Whether the page, or the page at sessionUrl, shows somebody signed in. */
  readonly signedIn: boolean;
  readonly tokenRequests: number;
  readonly userinfoRequests: number;
}

export interface RefusalJudgement {
  readonly verdict: "passed" | "warning" | "failed";
  /** What a developer has to know; empty where all is well. */
  readonly reason: string;
}

/**
 * A session in spite of the corruption is a failure. Going on without one, to a request that a strict relying party does
 * not make any more, is a warning: it does no harm by itself.
 */
export function judgeRefusal({ wrong, cure, lastStep }: Corruption, after: Aftermath): RefusalJudgement {
  if (after.signedIn) {
    return { verdict: "failed", reason: `The relying party started a session although ${wrong}. ${cure}` };
  }
  const beyond = goneTo(lastStep, after);
  if (beyond === undefined) return { verdict: "passed", reason: "" };
  const reason = `The relying party started no session, but ${beyond} although ${wrong}. ${cure}`;
  return { verdict: "warning", reason };
}

function goneTo(lastStep: Corruption["lastStep"], { tokenRequests, userinfoRequests }: Aftermath): string | undefined {
  if (lastStep === "none" && tokenRequests > 0) return "sent the code to the token endpoint";
  if (lastStep !== "userinfo request" && userinfoRequests > 0) return "asked for userinfo";
  return undefined;
}
