import { accessLevelRefused, invalidRequest, unknownError } from "../errors/refusal.ts";
import type { IdentityProvider } from "../keys/identity-provider.ts";
import type { PlatformServices } from "../services.ts";
import { authenticateApp } from "./authenticate-app.ts";
import { type Form, shortened } from "./form.ts";
import { scopesAtLevel } from "./scopes.ts";
import { verifySubjectToken } from "./verify-subject-token.ts";

const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
export const tokenExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";

/** Exchanges an ID token for an access token (Flow.PostTokenTokenExchange). */
export async function exchangeToken(
  form: Form,
  { tokenAddress, providers }: { tokenAddress: string; providers: readonly IdentityProvider[] },
  services: PlatformServices,
): Promise<object> {
  if (form.get("client_assertion_type") !== jwtBearer) {
    throw invalidRequest(`Missing or invalid client_assertion_type - must be '${jwtBearer}'`);
  }
  if (form.get("grant_type") !== tokenExchangeGrant) throw invalidRequest("grant_type is invalid");
  const app = await authenticateApp(form.get("client_assertion"), tokenAddress, services);
  const claims = await verifySubjectToken(form.get("subject_token"), providers, services);
  const accessTokenMs = shortened(services.settings.accessTokenExpiryMs, form.get("_access_token_expiry_ms"));
  const scopes = scopesAtLevel(app.scopes, claims["authentication_assurance_level"]);
  if (scopes.length === 0) throw accessLevelRefused();
  if (accessTokenMs === undefined) throw unknownError(500);
  const issued = await services.tokens.issue(
    { app: app.key, scopes, claims, pattern: "separate" },
    { accessTokenMs, refreshTokenMs: services.settings.refreshTokenExpiryMs },
  );
  return {
    access_token: issued.accessToken,
    expires_in: issued.expiresIn,
    token_type: "Bearer",
    issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
    refresh_token: issued.refreshToken,
    refresh_token_expires_in: issued.refreshTokenExpiresIn,
    refresh_count: issued.refreshCount,
  };
}
