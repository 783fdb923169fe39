import { invalidRequest, Refusal, unknownError } from "../errors/refusal.ts";
import type { PlatformServices } from "../services.ts";
import { authenticateBySecret } from "../token/authenticate-by-secret.ts";
import { type Form, shortened } from "../token/form.ts";
import { codeEntry, type IssuedCode } from "./callback.ts";

/** Redeems a code of the platform (Flow.PostTokenAuthorizationCode). */
export async function redeemCode(form: Form, services: PlatformServices): Promise<object> {
  const { store, tokens, settings } = services;
  const app = await authenticateBySecret(form, services.apps);
  const redirectUri = form.get("redirect_uri");
  if (redirectUri === undefined) throw invalidRequest("redirect_uri is missing");
  if (redirectUri !== app.callbackUrl) throw invalidRequest("redirect_uri is invalid");
  const code = form.get("code");
  if (code === undefined) throw invalidRequest("authorization_code is missing");
  const entry = codeEntry(code);
  const issued = (await store.get(entry)) as IssuedCode | undefined;
  const codeInvalid = new Refusal(400, "invalid_grant", "authorization_code is invalid");
  if (issued?.app !== app.key || !(await store.add(`${entry}:Used`, true, 600))) throw codeInvalid;
  await store.delete(entry);
  const accessTokenMs = shortened(settings.accessTokenExpiryMs, form.get("_access_token_expiry_ms"));
  const refreshTokenMs = shortened(settings.refreshTokenExpiryMs, form.get("_refresh_token_expiry_ms"));
  if (accessTokenMs === undefined || refreshTokenMs === undefined) throw unknownError(500);
  const answer = await tokens.issue({ ...issued, pattern: "combined" }, { accessTokenMs, refreshTokenMs });
  const { sid } = issued.claims;
  return {
    access_token: answer.accessToken,
    expires_in: answer.expiresIn,
    refresh_token: answer.refreshToken,
    refresh_token_expires_in: answer.refreshTokenExpiresIn,
    refresh_count: answer.refreshCount,
    token_type: "Bearer",
    ...(settings.sidInTokenResponse ? { sid: typeof sid === "string" ? sid : "" } : {}),
  };
}
