import { signIn, type SignInOptions, type SignInResult } from "../../client/index.ts";
import type { SignedIn, TestkitRelyingParty } from "../relying-party/strict-relying-party.ts";

export interface PersonSignedIn {
  /** What the relying party knows. */
  readonly signedIn: SignedIn;
  /** What the person saw on the way. */
  readonly person: SignInResult;
}

export type PersonSignsIn = Omit<SignInOptions, "authorizationUrl" | "redirectUri">;

/** A whole sign-in: the relying party sends the person to CIS2, the client answers, the relying party checks the result. */
export async function personSignsIn(
  relyingParty: TestkitRelyingParty,
  options: PersonSignsIn,
): Promise<PersonSignedIn> {
  const { authorizationUrl, redirectUri, finish } = await relyingParty.begin();
  const person = await signIn({ ...options, authorizationUrl, redirectUri });
  return { person, signedIn: await finish(person.callbackUrl) };
}
