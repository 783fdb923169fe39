import type { Context } from "koa";
import { invalidRequest } from "../errors/refusal.ts";
import { discoverProvider } from "../keys/discovery.ts";
import type { IdentityProvider } from "../keys/identity-provider.ts";
import type { PlatformServices } from "../services.ts";
import { knownApp } from "../token/authenticate-by-secret.ts";

/** What the platform keeps of an app's request while the person is at CIS2. */
export interface PendingAuthorization {
  readonly app: string;
  readonly redirectUri: string;
  readonly state: string;
}

const pendingSeconds = 600;
export const pendingEntry = (state: string) => `ApiPlatform:Pending:${state}`;

/** GET /authorize: sends the browser on to CIS2, with the platform's own client and state (Flow.GetAuthorization). */
export async function authorize(
  ctx: Context,
  { provider, callback }: { provider: IdentityProvider; callback: string },
  services: PlatformServices,
): Promise<void> {
  const query = new URLSearchParams(ctx.querystring);
  const get = (name: string) => query.get(name) ?? undefined;
  const app = await knownApp(get("client_id"), services.apps, () => invalidRequest("client_id is invalid", 401));
  const [redirectUri, state, responseType] = ["redirect_uri", "state", "response_type"].map(get);
  if (redirectUri === undefined) throw invalidRequest("redirect_uri is missing");
  if (redirectUri !== app.callbackUrl) throw invalidRequest("redirect_uri is invalid");
  const back = (error: string, description: string) => {
    ctx.redirect(withParameters(redirectUri, { error, error_description: description, state }));
  };
  if (state === undefined) {
    back("invalid_request", "state is missing");
    return;
  }
  if (responseType === undefined) {
    back("invalid_request", "response_type is missing");
    return;
  }
  if (responseType !== "code") {
    back("unsupported_response_type", "response_type is invalid");
    return;
  }
  const own = Buffer.from(services.random.bytes(27)).toString("base64url");
  const pending = { app: app.key, redirectUri, state } satisfies PendingAuthorization;
  await services.store.set(pendingEntry(own), pending, pendingSeconds);
  const { authorization_endpoint: endpoint } = await discoverProvider(provider);
  ctx.redirect(
    withParameters(endpoint, {
      response_type: "code",
      client_id: provider.client?.id,
      redirect_uri: callback,
      scope: "openid nationalrbacaccess",
      state: own,
      max_age: "300",
      acr_values: get("acr_values") ?? "AAL3_ANY",
    }),
  );
}

export function withParameters(address: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.append(name, value);
  return url.href;
}
