import type { RenewalNotice } from "./notices.ts";

export type SignInStep = "authenticator" | "smartcard" | "role" | "finished";

/** A role as it is offered for choice. */
export interface OfferedRole {
  readonly roleId: string;
  readonly organisationCode: string;
  readonly organisationName: string;
  readonly roleName: string;
}

export type Notice = RenewalNotice | { readonly code: "NO_ROLES" };

/** What a sign-in looks like from outside: the answer to every call that moves it on. */
export interface SignInState {
  readonly step: SignInStep;
  readonly relyingParty: { readonly clientId: string; readonly name: string };
  readonly user?: { readonly userId: string; readonly name: string };
  readonly roles?: readonly OfferedRole[];
  readonly notices?: readonly Notice[];
  /** Where the browser goes when the sign-in is finished. */
  readonly continue?: string;
}
