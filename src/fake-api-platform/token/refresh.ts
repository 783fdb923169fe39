import { invalidRequest, Refusal, unknownError } from "../errors/refusal.ts";
import type { PlatformServices } from "../services.ts";
import type { PlatformSettings } from "../settings.ts";
import { authenticateBySecret } from "./authenticate-by-secret.ts";
import { type Form, shortened } from "./form.ts";

/** Refreshes the tokens of a sign-in (Flow.PostRefreshToken). A refresh token can be used once. */
export async function refreshTokens(form: Form, { apps, tokens, clock, settings }: PlatformServices): Promise<object> {
  const app = await authenticateBySecret(form, apps);
  const token = form.get("refresh_token");
  if (token === undefined) throw invalidRequest("refresh_token is missing");
  const { accessTokenMs, refreshTokenMs, validityMs } = lives(form, settings);
  const state = await tokens.refreshToken(token);
  if (state === "expired") throw periodExpired();
  if (state === "invalid" || state.grant.app !== app.key) throw refreshTokenInvalid();
  const age = clock.now().getTime() - state.grant.firstIssued;
  const left = Math.max(0, Math.min(refreshTokenMs, validityMs - age));
  const issued = await tokens.refresh(
    token,
    { accessTokenMs, refreshTokenMs: left },
    { endAccessToken: settings.accessTokenAfterRefresh === "ended" },
  );
  if (!issued) throw refreshTokenInvalid();
  // Checked last, as on the platform: the refresh token is used up all the same.
  if (age > validityMs) throw periodExpired();
  return {
    access_token: issued.accessToken,
    expires_in: issued.expiresIn,
    refresh_token: issued.refreshToken,
    refresh_token_expires_in: issued.refreshTokenExpiresIn,
    refresh_count: issued.refreshCount,
    token_type: "Bearer",
  };
}

function lives(
  form: Form,
  settings: PlatformSettings,
): Record<"accessTokenMs" | "refreshTokenMs" | "validityMs", number> {
  const accessTokenMs = shortened(settings.accessTokenExpiryMs, form.get("_access_token_expiry_ms"));
  const refreshTokenMs = shortened(settings.refreshTokenExpiryMs, form.get("_refresh_token_expiry_ms"));
  const validityMs = shortened(settings.refreshTokensValidityMs, form.get("_refresh_tokens_validity_ms"));
  if (accessTokenMs === undefined || refreshTokenMs === undefined || validityMs === undefined) throw unknownError(500);
  return { accessTokenMs, refreshTokenMs, validityMs };
}

function refreshTokenInvalid(): Refusal {
  return new Refusal(401, "invalid_grant", "refresh_token is invalid");
}

function periodExpired(): Refusal {
  return new Refusal(401, "invalid_grant", "refresh token refresh period has expired");
}
