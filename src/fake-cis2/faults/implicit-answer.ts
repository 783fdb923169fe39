import type { FaultCall } from "./fault.ts";

/** What the provider would answer the same request with under response_type=id_token token, which CIS2 does not support. */
export async function implicitAnswer({ ctx }: FaultCall): Promise<Record<string, string>> {
  const { oidc } = ctx;
  const { provider, client, account, entities } = oidc;
  const code = entities.AuthorizationCode;
  if (!client || !account || !code) throw new TypeError("there is no code whose place tokens could take");
  const { accountId = "", grantId = "", scope = "", sid, sessionUid, acr, amr, authTime, nonce } = code;
  const token = new provider.AccessToken({ accountId, client, grantId, gty: "implicit", scope, sid, sessionUid });
  oidc.entity("AccessToken", token);
  const accessToken = await token.save();
  const claims = await account.claims("id_token", scope, {}, []);
  const idToken = new provider.IdToken({ ...claims, acr, amr, auth_time: authTime }, { ctx });
  Object.assign(idToken, { scope });
  for (const [name, value] of Object.entries({ nonce, sid, at_hash: accessToken })) idToken.set(name, value);
  return {
    id_token: await idToken.issue({ use: "idtoken" }),
    access_token: accessToken,
    token_type: "Bearer",
    expires_in: String(token.expiration),
  };
}
