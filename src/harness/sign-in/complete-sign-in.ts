import { signIn, type SignInOptions, type SignInResult } from "../../client/sign-in/sign-in.ts";
import type { RelyingPartyResult, StrictRelyingParty } from "../relying-party/strict-relying-party.ts";

export interface SignInOutcome {
  /** What the relying party knows. */
  readonly relyingParty: RelyingPartyResult;
  /** What the person saw on the way. */
  readonly person: SignInResult;
}

export type CompleteSignInOptions = Omit<SignInOptions, "authorizationUrl" | "redirectUri">;

/** A whole sign-in: the relying party sends the person to CIS2, the client answers, the relying party checks the result. */
export async function completeSignIn(
  relyingParty: StrictRelyingParty,
  options: CompleteSignInOptions,
): Promise<SignInOutcome> {
  const { authorizationUrl, redirectUri, finish } = await relyingParty.begin();
  const person = await signIn({ ...options, authorizationUrl, redirectUri });
  return { person, relyingParty: await finish(person.callbackUrl) };
}
