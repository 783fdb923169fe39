import { interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { Settings } from "../settings/settings.ts";
import type { Store } from "../../store/store.ts";
import { isWithoutCard } from "../../care-identity/authenticators/authenticators.ts";
import { authenticatorOf, isEnough } from "../sign-in/authenticators.ts";
import { cardRemovedSince } from "../sign-in/card-removal.ts";
import { roleAskedFor } from "../sign-in/role-choice.ts";
import type { UserAccount } from "./accounts.ts";
import type { SessionRoles } from "./session-roles.ts";

const { base, Check, Prompt } = interactionPolicy;

/** When the person is asked to sign in, and when only for a role. There is no consent at CIS2. */
export function signInPolicy(roles: SessionRoles, settings: Settings, store: Store) {
  const policy = base();
  policy.remove("consent");
  const login = policy.get("login");
  login?.checks.add(new Check("account_gone", "the user of the session is no longer active", accountGone));
  login?.checks.add(
    new Check("session_limit", "the session has lasted as long as it may", (ctx) => sessionLimit(ctx, settings)),
  );
  login?.checks.add(
    new Check("card_removed", "the card was taken out at the Identity Agent", (ctx) => cardRemoved(ctx, store)),
  );
  login?.checks.add(
    new Check("step_up", "the session was begun without a card, which is not enough", "login_required", (ctx) =>
      stepUp(ctx, settings),
    ),
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

function stepUp({ oidc }: KoaContextWithOIDC, settings: Settings): boolean {
  const begunWith = authenticatorOf(oidc.session?.acr);
  if (!isWithoutCard(begunWith) || oidc.result?.login) return false;
  return !isEnough(begunWith, oidc.params?.["acr_values"] as string | undefined, settings);
}

async function cardRemoved({ oidc }: KoaContextWithOIDC, store: Store): Promise<boolean> {
  const { accountId, loginTs } = oidc.session ?? {};
  if (accountId === undefined || loginTs === undefined || oidc.result?.login) return false;
  return cardRemovedSince(store, accountId, loginTs);
}

async function roleNeeded({ oidc }: KoaContextWithOIDC, roles: SessionRoles): Promise<boolean> {
  const asked = roleAskedFor(oidc.params?.["scope"] as string | undefined);
  const { account, session, result } = oidc;
  if (asked === undefined || account === undefined || session === undefined || result?.["role"]) return false;
  const { user } = account as UserAccount;
  if (user.roles.length < 2) return false;
  return asked === "changed" || (await roles.ofSession(session.uid, user.userId)) === undefined;
}
