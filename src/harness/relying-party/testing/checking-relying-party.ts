import * as client from "openid-client";
import { z } from "zod";
import { redirectUri, signInWith, startSignIn } from "../../../fake-cis2/testing/harness.ts";
import { authorization, discover } from "../../../fake-cis2/testing/relying-party-client.ts";
import type { TestCard } from "../../../fake-cis2/testing/test-card.ts";

/** What a careful relying party of CIS2 asks of an ID token beyond OpenID Connect. */
const cis2Claims = z.object({
  acr: z.literal("AAL3_ANY"),
  sid: z.string().min(1),
  auth_time: z.number(),
  id_assurance_level: z.int().min(3),
  authentication_assurance_level: z.int().min(3),
  selected_roleid: z.string().regex(/^\d{12}$/),
  at_hash: z.string(),
});
const cis2Userinfo = z.object({ nhsid_nrbac_roles: z.array(z.object({ person_roleid: z.string() })) });

/** A check of the relying party's own that failed; `code` names the claim. */
class Refusal extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`refused: ${code}`);
    this.code = code;
  }
}

export const strictScope = "openid profile nationalrbacaccess selectedrole";

/** Signs in at the issuer with `openid-client` and every check there is. Rejects with what was wrong. */
export async function strictSignIn(issuer: string, card: TestCard, timeoutSeconds = 5): Promise<client.IDToken> {
  const config = await discover(issuer);
  config.timeout = timeoutSeconds;
  const { url, checks } = authorization(config, { scope: strictScope, acr_values: "AAL3_ANY", max_age: "300" });
  const signIn = await startSignIn(url);
  const state = await signInWith(card, signIn);
  const callback = new URL(await signIn.agent.follow(String(state["continue"]), redirectUri));
  return finishStrictly(config, callback, checks);
}

/** What the relying party does when the browser is back. Rejects with what was wrong. */
export async function finishStrictly(
  config: client.Configuration,
  callback: URL,
  checks: client.AuthorizationCodeGrantChecks,
): Promise<client.IDToken> {
  const tokens = await client.authorizationCodeGrant(config, callback, { ...checks, maxAge: 300 });
  const claims = tokens.claims();
  if (!claims) throw new Refusal("id_token");
  const { selected_roleid } = await checkClaims(claims, tokens.access_token);
  const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
  const roles = parsed(cis2Userinfo, userinfo).nhsid_nrbac_roles.map(({ person_roleid }) => person_roleid);
  if (!roles.includes(selected_roleid)) throw new Refusal("selected_roleid");
  return claims;
}

async function checkClaims(claims: client.IDToken, accessToken: string): Promise<z.infer<typeof cis2Claims>> {
  const checked = parsed(cis2Claims, claims);
  const hash = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(accessToken)));
  if (claims.azp !== [claims.aud].flat().join(" ")) throw new Refusal("azp");
  if (claims.iat > Date.now() / 1000 + 5) throw new Refusal("iat");
  if (checked.at_hash !== hash.toString("base64url", 0, 16)) throw new Refusal("at_hash");
  return checked;
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal(String(result.error.issues[0]?.path[0]));
}

/**
 * The code an error of `openid-client`, of the network, or of our own checks carries, with the OAuth error if it is
 * one.
 */
export function codeOf(error: unknown): string {
  if (error instanceof client.ResponseBodyError || error instanceof client.AuthorizationResponseError) {
    return `${error.code} ${error.error}`;
  }
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  if (error instanceof TypeError && error.cause) return codeOf(error.cause);
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
