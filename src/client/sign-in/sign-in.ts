import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { authenticate, type AuthenticateOptions } from "./authenticate.ts";
import type { SignInNotice, SignInRole, SignInUser } from "./exchange.ts";
import { SignInSession, type SignInSessionOptions } from "./sign-in-session.ts";

export interface SignInOptions
  extends SignInSessionOptions, Omit<AuthenticateOptions, "challenge" | "origin" | "relyingParty"> {
  /** Where the relying party sends the browser: its authorization request. */
  readonly authorizationUrl: string | URL;
  /** The role to choose where several are offered: its id, or a person's choice among them. */
  readonly role?: string | ((roles: readonly SignInRole[]) => Promise<string>) | undefined;
}

export interface SignInResult {
  /** The relying party's redirect address with the code, or with an OAuth error, for the relying party to judge. */
  readonly callbackUrl: URL;
  /** Undefined if CIS2 sent the browser back without asking for the card. */
  readonly user: SignInUser | undefined;
  /** The roles that were offered; empty if none had to be chosen. */
  readonly roles: readonly SignInRole[];
  /** Announcements such as CERTIFICATE_EXPIRING. */
  readonly notices: readonly SignInNotice[];
}

/**
 * Signs in as a person at a desktop does, without a browser: from the relying party's authorization request to its
 * redirect address. Rejects with the errors of `authenticate`, those CIS2 answers, ROLE_NEEDED and ROLE_NOT_HELD.
 */
export async function signIn(options: SignInOptions): Promise<SignInResult> {
  const session = new SignInSession(options);
  const arrival = await session.start(options.authorizationUrl);
  if (arrival instanceof URL) return { callbackUrl: arrival, user: undefined, roles: [], notices: [] };
  let state = arrival;
  const notices: SignInNotice[] = [];
  if (state.step === "authenticator" || state.step === "smartcard") {
    const challenge = await session.challenge();
    const relyingParty = state.relyingParty.name;
    state = await session.sendAssertion(
      await authenticate({ ...options, challenge, origin: session.origin, relyingParty }),
    );
    notices.push(...(state.notices ?? []));
  }
  let roles: readonly SignInRole[] = [];
  if (state.step === "role") {
    roles = state.roles;
    state = await session.chooseRole(await pickRole(roles, options.role));
  }
  const callbackUrl = await session.finish(state);
  return { callbackUrl, user: state.step === "finished" ? state.user : undefined, roles, notices };
}

async function pickRole(roles: readonly SignInRole[], wanted: SignInOptions["role"]): Promise<string> {
  const known = roles.map(({ roleId, roleName, organisationName }) => `${roleId} (${roleName} at ${organisationName})`);
  if (wanted === undefined) throw new TestkitError("ROLE_NEEDED", { known: known.join(", ") });
  const role = typeof wanted === "string" ? wanted : await wanted(roles);
  if (!roles.some(({ roleId }) => roleId === role)) {
    throw new TestkitError("ROLE_NOT_HELD", { role, known: known.join(", ") });
  }
  return role;
}
