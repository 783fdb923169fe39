import Router from "@koa/router";
import type { Context } from "koa";
import { authorize } from "./combined/authorize.ts";
import { callback } from "./combined/callback.ts";
import { answerUserinfo } from "./combined/userinfo.ts";
import type { IdentityProvider } from "./keys/identity-provider.ts";
import { backchannelLogout } from "./logout/backchannel-logout.ts";
import { onlyMethod } from "./request/not-allowed.ts";
import type { PlatformServices } from "./services.ts";
import { answerTokenRequest } from "./token/token-endpoint.ts";

/** The identity service under one base path, for the ID tokens of some providers. */
export interface OauthRoutesOptions {
  readonly prefix: "/oauth2" | "/oauth2-mock";
  readonly providers: readonly IdentityProvider[];
  /** The origin by which callers know the platform. Default: the one each request names. */
  readonly publicUrl: string | undefined;
  /** Where CIS2 sends the browser back. */
  readonly origin: string;
}

export function oauthRoutes(
  { prefix, providers, publicUrl, origin }: OauthRoutesOptions,
  services: PlatformServices,
): Router {
  const router = new Router({ prefix });
  router.all("/token", onlyMethod("POST"), (ctx) =>
    answerTokenRequest(ctx, { tokenAddress: `${publicUrl ?? originOf(ctx)}${prefix}/token`, providers }, services),
  );
  router.post("/backchannel_logout", (ctx) => backchannelLogout(ctx, providers, services));
  router.get("/userinfo", (ctx) => answerUserinfo(ctx, providers, services));
  const provider = providers.find(({ client }) => client !== undefined);
  if (provider) {
    const combined = { provider, callback: `${origin}${prefix}/callback` };
    router.all("/authorize", onlyMethod("GET"), (ctx) => authorize(ctx, combined, services));
    router.get("/callback", (ctx) => callback(ctx, combined, services));
  }
  return router;
}

function originOf(ctx: Context): string {
  return `${ctx.protocol}://${ctx.host}`;
}
