import type { Context } from "koa";
import { invalidRequest, Refusal } from "../errors/refusal.ts";
import { readJwt, type UnverifiedJwt } from "../jwt/read-jwt.ts";
import { verifySignature } from "../jwt/verify-signature.ts";
import type { IdentityProvider } from "../keys/identity-provider.ts";
import { readForm } from "../request/read-form.ts";
import type { PlatformServices } from "../services.ts";
import { idTokenAlgorithms } from "../token/verify-subject-token.ts";

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

/**
 * Ends the tokens of a CIS2 session (Flow.BackChannelLogout). Only the combined pattern's tokens have one: CIS2 tells the
 * platform of its own sign-ins alone.
 */
export async function backchannelLogout(
  ctx: Context,
  providers: readonly IdentityProvider[],
  services: PlatformServices,
): Promise<void> {
  const form = await readForm(ctx, services.settings);
  const compact = form.get("logout_token");
  // The proxy has no separate text for this one, and answers with that of a client assertion.
  if (compact === undefined) throw invalidRequest("Missing client_assertion");
  const jwt = readJwt(compact);
  if (jwt === undefined) throw invalidRequest("Malformed JWT in logout_token");
  const provider = checkClaims(jwt.payload, providers);
  await verify(jwt, provider, services);
  const { sid } = jwt.payload;
  if (typeof sid !== "string" || !(await services.tokens.endSession(sid))) {
    throw new Refusal(501, "not_implemented", "SID not found");
  }
  ctx.body = { success: true };
}

/** The checks of the platform's validate-logout-token-claims.js, in their order. */
function checkClaims(payload: UnverifiedJwt["payload"], providers: readonly IdentityProvider[]): IdentityProvider {
  const [audience] = [payload["aud"]].flat();
  const clients = providers.filter(({ client }) => client !== undefined && client.id === audience);
  if (clients.length === 0) throw invalidRequest("Missing/invalid aud claim in JWT");
  const issuer = String(payload["iss"]).toLowerCase();
  const provider = clients.find((one) => one.issuer.toLowerCase() === issuer);
  if (!provider) throw invalidRequest("Missing/invalid iss claim in JWT");
  if (payload["sid"] === undefined || payload["sid"] === null) throw invalidRequest("Missing sid claim in JWT");
  const events = payload["events"];
  if (typeof events !== "object" || events === null || !Object.hasOwn(events, logoutEvent)) {
    throw invalidRequest("Missing/invalid events claim in JWT");
  }
  if (payload["nonce"] !== undefined && payload["nonce"] !== null)
    throw invalidRequest("Prohibited nonce claim in JWT");
  return provider;
}

async function verify(jwt: UnverifiedJwt, provider: IdentityProvider, services: PlatformServices): Promise<void> {
  const keys = await services.issuerKeys.of(provider, jwt.header["kid"]);
  const failed = (cause?: unknown) => new Refusal(400, "bad_request", "Unable to verify JWT", { cause });
  const { exp } = jwt.payload;
  if (exp !== undefined && !(Number(exp) * 1000 > services.clock.now().getTime())) throw failed();
  await verifySignature(jwt, { keys, algorithms: idTokenAlgorithms, noKey: failed() }).catch((cause: unknown) => {
    throw failed(cause);
  });
}
