import type { AuthenticatorWithoutCard } from "../../care-identity/authenticators/authenticators.ts";
import type { RenewalNotice } from "./notices.ts";

export type SignInStep = "authenticator" | "smartcard" | "role" | "finished";

/** An authenticator as it is offered for choice. */
export interface OfferedAuthenticator {
  readonly name: "smartcard" | AuthenticatorWithoutCard;
  readonly label: string;
  /** The authentication assurance level. */
  readonly level: 2 | 3;
}

/** A role as it is offered for choice. */
export interface OfferedRole {
  readonly roleId: string;
  readonly organisationCode: string;
  readonly organisationName: string;
  readonly roleName: string;
}

export type Notice = RenewalNotice | { readonly code: "NO_ROLES" };

/** A person as the pages name them. */
export interface SignInUser {
  readonly userId: string;
  readonly name: string;
}

/** What a sign-in looks like from outside: the answer to every call that moves it on. */
export type SignInState = {
  readonly relyingParty: { readonly clientId: string; readonly name: string };
} & (
  | {
      readonly step: "authenticator" | "smartcard";
      /** If people can sign in without a card; else there is the smartcard alone. */
      readonly authenticators?: readonly OfferedAuthenticator[];
    }
  | {
      readonly step: "role";
      readonly user: SignInUser;
      readonly roles: readonly OfferedRole[];
      readonly notices?: readonly Notice[];
    }
  | {
      readonly step: "finished";
      /** Absent if nobody was known when it was cancelled. */
      readonly user?: SignInUser;
      readonly notices?: readonly Notice[];
      /** Where the browser goes. */
      readonly continue: string;
    }
);
