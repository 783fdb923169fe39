import { createHash } from "node:crypto";
import type { AuthorizationCode, Grant, KoaContextWithOIDC } from "oidc-provider";
import { z } from "zod";
import type { Settings } from "../settings/settings.ts";
import { acrFor, authenticatorOf } from "../sign-in/authenticators.ts";
import { onlyRole, roleAskedFor } from "../sign-in/role-choice.ts";
import type { UserAccount } from "./accounts.ts";
import type { Granted } from "./granted.ts";
import type { SessionRoles } from "./session-roles.ts";

const chosen = z.object({ roleId: z.string() }).optional().catch(undefined);

/** Grants what was asked for, since there is no consent at CIS2, and notes the role its tokens will name. */
export async function grantFor(ctx: KoaContextWithOIDC, roles: SessionRoles): Promise<Grant | undefined> {
  const { client, account, session, provider, params, result } = ctx.oidc;
  if (!client || !account || !session) return undefined;
  const { user } = account as UserAccount;
  const grant = new provider.Grant({ accountId: user.userId, clientId: client.clientId });
  const scope = params?.["scope"] as string | undefined;
  if (scope) grant.addOIDCScope(scope);

  const choice = chosen.parse(result?.["role"])?.roleId;
  if (choice) await roles.choose(session.uid, user.userId, choice);
  const role = roleAskedFor(scope)
    ? (choice ?? (await roles.ofSession(session.uid, user.userId)) ?? onlyRole(user)?.roleId)
    : undefined;
  const state = params?.["state"];
  const granted: Granted = {
    authenticator: authenticatorOf(session.acr),
    ...(role && { role }),
    ...(typeof state === "string" && { state }),
  };
  await Object.assign(grant, { granted }).save();
  return grant;
}

/**
 * Completes an authorization code before it is stored: acr is what this request asked for, not what the session was
 * opened with, and sid is there for every relying party, not only for those with a logout address.
 */
export function completeCode({ oidc }: KoaContextWithOIDC, code: AuthorizationCode, settings: Settings): void {
  const authenticator = authenticatorOf(oidc.session?.acr);
  code.acr = acrFor(oidc.params?.["acr_values"] as string | undefined, authenticator, settings);
  const sid = oidc.session?.sidFor(code.clientId ?? "");
  if (sid) code.sid = sid;
}

/** The `sid` that relying parties see for the provider's own. */
export function sessionId(sid: string, { sessionIdFormat }: Settings): string {
  if (sessionIdFormat === "url-safe") return sid;
  // The first three bytes make "+/+/"; twenty bytes, like a SHA-1 digest, end in "=".
  const digest = createHash("sha256").update(sid).digest();
  return Buffer.concat([Buffer.from("fbffbf", "hex"), digest.subarray(0, 17)]).toString("base64");
}
