import type { Context } from "koa";
import { redeemCode } from "../combined/code-grant.ts";
import { invalidRequest, Refusal } from "../errors/refusal.ts";
import type { IdentityProvider } from "../keys/identity-provider.ts";
import { readForm } from "../request/read-form.ts";
import type { PlatformServices } from "../services.ts";
import type { Form } from "./form.ts";
import { refreshTokens } from "./refresh.ts";
import { exchangeToken, tokenExchangeGrant } from "./token-exchange.ts";

const idTokenType = "urn:ietf:params:oauth:token-type:id_token";

export interface TokenEndpoint {
  /** The address of this endpoint as the caller knows it. */
  readonly tokenAddress: string;
  /** Whose ID tokens it exchanges. */
  readonly providers: readonly IdentityProvider[];
}

/** POST /token: picks the flow as the platform's proxy does: the first whose condition holds. */
export async function answerTokenRequest(
  ctx: Context,
  endpoint: TokenEndpoint,
  services: PlatformServices,
): Promise<void> {
  const form = await readForm(ctx, services.settings);
  ctx.state["form"] = form;
  ctx.set("cache-control", "no-store");
  ctx.body = await flow(form, endpoint, services);
}

function flow(form: Form, endpoint: TokenEndpoint, services: PlatformServices): Promise<object> {
  const grant = form.get("grant_type");
  const subjectTokenType = form.get("subject_token_type");
  if (subjectTokenType === idTokenType) return exchangeToken(form, endpoint, services);
  if (grant === "authorization_code") return redeemCode(form, services);
  if (grant === "refresh_token") return refreshTokens(form, services);
  if (grant === tokenExchangeGrant) {
    throw invalidRequest(`missing or invalid subject_token_type - must be '${idTokenType}'`);
  }
  if (grant === undefined) throw invalidRequest("grant_type is missing");
  throw new Refusal(400, "unsupported_grant_type", "grant_type is invalid");
}
