import Router from "@koa/router";
import type { Context } from "koa";
import type { IdentityProvider } from "./keys/issuer-keys.ts";
import { onlyMethod } from "./request/not-allowed.ts";
import type { PlatformServices } from "./services.ts";
import { answerTokenRequest } from "./token/token-endpoint.ts";

/** The identity service under one base path, for the ID tokens of some providers. */
export interface OauthRoutesOptions {
  readonly prefix: "/oauth2" | "/oauth2-mock";
  readonly providers: readonly IdentityProvider[];
  /** The origin by which callers know the platform. Default: the one each request names. */
  readonly publicUrl: string | undefined;
}

export function oauthRoutes({ prefix, providers, publicUrl }: OauthRoutesOptions, services: PlatformServices): Router {
  const router = new Router({ prefix });
  router.all("/token", onlyMethod("POST"), (ctx) =>
    answerTokenRequest(ctx, { tokenAddress: `${publicUrl ?? originOf(ctx)}${prefix}/token`, providers }, services),
  );
  return router;
}

function originOf(ctx: Context): string {
  return `${ctx.protocol}://${ctx.host}`;
}
