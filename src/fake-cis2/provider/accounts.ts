import { createHash } from "node:crypto";
import type { Account, FindAccount, KoaContextWithOIDC } from "oidc-provider";
import type { Directory, DirectoryUser } from "../../care-identity/directory/directory.ts";
import type { Settings } from "../settings/settings.ts";
import { assuranceClaims, userinfoClaims } from "./claims.ts";
import { authenticatorOf } from "../sign-in/authenticators.ts";
import { type Granted, grantedOf } from "./granted.ts";

export interface AccountServices {
  readonly directory: Directory;
  readonly settings: Settings;
}

export interface UserAccount extends Account {
  readonly user: DirectoryUser;
}

/** How the provider finds a user and their claims. Someone who has left has no account. */
export function accountFinder({ directory, settings }: AccountServices): FindAccount {
  return async (ctx, userId): Promise<UserAccount | undefined> => {
    const user = await directory.find(userId);
    if (!user?.active) return undefined;
    return {
      accountId: userId,
      user,
      claims: (use, scope) => {
        const granted = grantedOf(ctx);
        if (use !== "id_token")
          return { sub: userId, ...askedFor(scope, userinfoClaims(user, granted?.role, settings)) };
        return { sub: userId, ...idTokenClaims(ctx, user, granted, settings) };
      },
    };
  };
}

/** The name is a claim of the scope openid as well, but only in ID tokens. */
function askedFor(scope: string, { idassurancelevel, ...claims }: ReturnType<typeof userinfoClaims>) {
  return scope.split(" ").includes("nhsperson") ? { ...claims, idassurancelevel } : claims;
}

function idTokenClaims(
  ctx: KoaContextWithOIDC,
  user: DirectoryUser,
  { role, state, authenticator }: Partial<Granted> = {},
  settings: Settings,
) {
  return {
    ...assuranceClaims(user, authenticatorOf(authenticator), settings),
    ...(role !== undefined && settings.selectedRoleIn !== "userinfo" ? { selected_roleid: role } : {}),
    ...(settings.idTokenExtras ? extras(ctx, user, state) : {}),
  };
}

/** What ForgeRock AM adds. The provider turns the values given for the `_hash` claims into hashes. */
function extras({ oidc }: KoaContextWithOIDC, { userId }: DirectoryUser, state: string | undefined) {
  const { AccessToken: accessToken, AuthorizationCode: code } = oidc.entities;
  const trail = createHash("sha256")
    .update(code?.grantId ?? "")
    .digest();
  return {
    azp: oidc.client?.clientId,
    subname: userId,
    realm: "/NHSIdentity/Healthcare",
    tokenName: "id_token",
    tokenType: "JWTToken",
    auditTrackingId: `${formatUuid(trail)}-${trail.readUInt16BE(16)}`,
    "org.forgerock.openidconnect.ops": trail.toString("base64url", 0, 20),
    ...(accessToken ? { at_hash: accessToken.jti } : {}),
    ...(code ? { c_hash: code.jti } : {}),
    ...(state ? { s_hash: state } : {}),
  };
}

function formatUuid(bytes: Buffer): string {
  return bytes.toString("hex", 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
