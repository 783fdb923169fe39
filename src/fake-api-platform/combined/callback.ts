import type { Context } from "koa";
import { z } from "zod";
import { safeParse } from "../../foundation/safe-parse.ts";
import { accessLevelRefused, invalidRequest, unknownError } from "../errors/refusal.ts";
import { readJwt, type UnverifiedJwt } from "../jwt/read-jwt.ts";
import { verifySignature } from "../jwt/verify-signature.ts";
import { discoverProvider } from "../keys/discovery.ts";
import type { IdentityProvider } from "../keys/identity-provider.ts";
import type { PlatformServices } from "../services.ts";
import { knownApp } from "../token/authenticate-by-secret.ts";
import { scopesAtLevel } from "../token/scopes.ts";
import { idTokenAlgorithms } from "../token/verify-subject-token.ts";
import { type PendingAuthorization, pendingEntry, withParameters } from "./authorize.ts";

/** What a code of the platform stands for. */
export interface IssuedCode {
  readonly app: string;
  readonly scopes: readonly string[];
  readonly claims: UnverifiedJwt["payload"];
  readonly externalAccessToken: string;
}

const codeSeconds = 300;
const timeoutMs = 55_000;
export const codeEntry = (code: string) => `ApiPlatform:Code:${code}`;
const tokenAnswer = z.looseObject({ access_token: z.string(), id_token: z.string() });

/** GET /callback: takes CIS2's code, and sends the browser back to the app with the platform's (Flow.GetCallback). */
export async function callback(
  ctx: Context,
  { provider, callback }: { provider: IdentityProvider; callback: string },
  services: PlatformServices,
): Promise<void> {
  const query = new URLSearchParams(ctx.querystring);
  const entry = pendingEntry(query.get("state") ?? "");
  const pending = (await services.store.get(entry)) as PendingAuthorization | undefined;
  if (!pending || !(await services.store.add(`${entry}:Used`, true, codeSeconds * 2))) {
    throw invalidRequest("Invalid state parameter.");
  }
  await services.store.delete(entry);
  const app = await knownApp(pending.app, services.apps, () => invalidRequest("client_id is invalid", 401));
  const { idToken, accessToken } = await redeem(query.get("code") ?? "", callback, provider);
  const claims = await verifyIdToken(idToken, provider, services);
  const scopes = scopesAtLevel(app.scopes, claims["authentication_assurance_level"]);
  if (scopes.length === 0) throw accessLevelRefused();
  const code = Buffer.from(services.random.bytes(24)).toString("base64url");
  const issued = { app: app.key, scopes, claims, externalAccessToken: accessToken } satisfies IssuedCode;
  await services.store.set(codeEntry(code), issued, codeSeconds);
  ctx.redirect(withParameters(pending.redirectUri, { code, state: pending.state }));
}

async function redeem(code: string, callback: string, provider: IdentityProvider) {
  const { token_endpoint: endpoint } = await discoverProvider(provider);
  let json: unknown;
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { "user-agent": "APIM" },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code,
        redirect_uri: callback,
        client_secret: provider.client?.secret ?? "",
        client_id: provider.client?.id ?? "",
      }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    json = await response.json();
  } catch (cause) {
    throw unknownError(500, cause);
  }
  const answer = safeParse(tokenAnswer, json);
  if (!answer.success) throw unknownError(500, answer.error);
  return { idToken: answer.data.id_token, accessToken: answer.data.access_token };
}

async function verifyIdToken(
  compact: string,
  provider: IdentityProvider,
  { issuerKeys, clock }: PlatformServices,
): Promise<UnverifiedJwt["payload"]> {
  const jwt = readJwt(compact);
  if (jwt === undefined) throw invalidRequest("Malformed JWT in External ID token");
  const { aud, iss, exp } = jwt.payload;
  if (String(aud) !== provider.client?.id) throw invalidRequest("Invalid 'aud' claim in external ID token JWT");
  if (String(iss).toLowerCase() !== provider.issuer.toLowerCase()) {
    throw invalidRequest("Invalid iss claim in external ID token JWT");
  }
  await verifySignature(jwt, {
    keys: await issuerKeys.of(provider, jwt.header["kid"]),
    algorithms: idTokenAlgorithms,
    noKey: invalidRequest("Invalid 'kid' header in external ID token JWT - no matching public key", 401),
  });
  if (exp !== undefined && !(Number(exp) * 1000 > clock.now().getTime())) throw unknownError(401);
  return jwt.payload;
}
