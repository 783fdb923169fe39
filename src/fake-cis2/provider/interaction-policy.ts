import { interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { Settings } from "../settings/settings.ts";
import { roleAskedFor } from "../sign-in/role-choice.ts";
import type { UserAccount } from "./accounts.ts";
import type { SessionRoles } from "./session-roles.ts";

const { base, Check, Prompt } = interactionPolicy;

/** When the person is asked to sign in, and when only for a role. There is no consent at CIS2. */
export function signInPolicy(roles: SessionRoles, settings: Settings) {
  const policy = base();
  policy.remove("consent");
  const login = policy.get("login");
  login?.checks.add(new Check("account_gone", "the user of the session is no longer active", accountGone));
  login?.checks.add(
    new Check("session_limit", "the session has lasted as long as it may", (ctx) => sessionLimit(ctx, settings)),
  );
  policy.add(
    new Prompt(
      { name: "role", requestable: false },
      new Check("role_choice", "a role has to be chosen", (ctx) => roleNeeded(ctx, roles)),
    ),
  );
  return policy;
}

function accountGone({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.session?.accountId !== undefined && oidc.account === undefined;
}

function sessionLimit({ oidc }: KoaContextWithOIDC, { sessionLifetime }: Settings): boolean {
  const { loginTs } = oidc.session ?? {};
  return loginTs !== undefined && Date.now() / 1000 - loginTs > sessionLifetime;
}

async function roleNeeded({ oidc }: KoaContextWithOIDC, roles: SessionRoles): Promise<boolean> {
  const asked = roleAskedFor(oidc.params?.["scope"] as string | undefined);
  const { account, session, result } = oidc;
  if (asked === undefined || account === undefined || session === undefined || result?.["role"]) return false;
  const { user } = account as UserAccount;
  if (user.roles.length < 2) return false;
  return asked === "changed" || (await roles.ofSession(session.uid, user.userId)) === undefined;
}
