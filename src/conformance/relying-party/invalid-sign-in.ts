import type { Rule } from "./rules.ts";

/** The last thing a relying party may do with a sign-in that is invalid in this way. */
export type LastStep = "none" | "token request" | "userinfo request";

/** A sign-in with one thing wrong that the relying party must notice, in the words a developer needs. */
export interface InvalidSignIn {
  /** What was wrong with what the relying party got. */
  readonly wrong: string;
  /** What it has to do about it. */
  readonly cure: string;
  readonly lastStep: LastStep;
  readonly rule: Rule;
}

/** Wrong in the ID token: userinfo is not asked for. */
export const idToken = (rule: Rule, wrong: string, cure: string): InvalidSignIn => ({
  wrong,
  cure,
  lastStep: "token request",
  rule,
});
/** Right by OpenID Connect, but not enough to let the person in. */
export const policy = (rule: Rule, wrong: string, cure: string): InvalidSignIn => ({
  wrong,
  cure,
  lastStep: "userinfo request",
  rule,
});
/** Wrong in what the browser brought back: the code is not used. */
export const callback = (rule: Rule, wrong: string, cure: string): InvalidSignIn => ({
  wrong,
  cure,
  lastStep: "none",
  rule,
});
