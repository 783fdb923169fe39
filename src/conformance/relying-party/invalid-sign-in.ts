import type { Rule } from "./rules.ts";

/** The last request a relying party may send before it must refuse the sign-in. */
export type LastStep = "none" | "token request" | "userinfo request";

/** One invalid sign-in that a relying party must refuse, with the texts for the report. */
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
