import type { Middleware } from "koa";
import { issuerPath } from "../networks/cis2-network.ts";

/** Takes `oidc` for `openid` in an authorization request, as the text of the scopes page has it. */
export const acceptOidcScope: Middleware = (ctx, next) => {
  const { scope } = ctx.query;
  if (ctx.path === "/authorize" && typeof scope === "string") {
    const scopes = scope.split(" ").map((one) => (one === "oidc" ? "openid" : one));
    ctx.query = { ...ctx.query, scope: [...new Set(scopes)].join(" ") };
    // By the difference of the two the provider knows where it is mounted.
    Object.assign(ctx.req, { originalUrl: `${issuerPath}${ctx.url}` });
  }
  return next();
};
