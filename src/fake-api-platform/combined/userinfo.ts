import type { Context } from "koa";
import { invalidRequest, unknownError } from "../errors/refusal.ts";
import { discoverProvider } from "../keys/discovery.ts";
import { fetchJson } from "../keys/fetch-keys.ts";
import type { IdentityProvider } from "../keys/identity-provider.ts";
import { bearerToken } from "../request/bearer-token.ts";
import type { PlatformServices } from "../services.ts";
import type { Grant } from "../tokens/token-records.ts";

/** GET /userinfo: CIS2's userinfo, for tokens of the combined pattern (Flow.GetUserInfo). */
export async function answerUserinfo(
  ctx: Context,
  providers: readonly IdentityProvider[],
  { tokens }: PlatformServices,
): Promise<void> {
  const state = await tokens.accessToken(bearerToken(ctx) ?? "");
  if (typeof state === "string") throw unknownError(401);
  if (state.grant.externalAccessToken === undefined) {
    throw invalidRequest(
      "The Userinfo endpoint is only supported for Combined Auth integrations. Currently this is only for NHS CIS2 " +
        "authentications - for more guidance see https://digital.nhs.uk/developer/guides-and-documentation/" +
        "security-and-authorisation/user-restricted-restful-apis-nhs-cis2-combined-authentication-and-authorisation",
    );
  }
  ctx.body = await userinfoOf(state.grant, providers);
}

/** Asks CIS2 for the userinfo of a grant. Rejects with the platform's unknown error if it cannot be had. */
export async function userinfoOf(grant: Grant, providers: readonly IdentityProvider[]): Promise<object> {
  const provider = providers.find(({ issuer }) => issuer === grant.claims["iss"]);
  const token = grant.externalAccessToken;
  if (!provider || token === undefined) throw unknownError(500);
  const { userinfo_endpoint: endpoint } = await discoverProvider(provider);
  try {
    const userinfo = await fetchJson(endpoint, { authorization: `Bearer ${token}` });
    if (typeof userinfo !== "object" || userinfo === null) throw new Error("userinfo is no object");
    return userinfo;
  } catch (cause) {
    throw unknownError(500, cause);
  }
}
