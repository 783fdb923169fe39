import Router from "@koa/router";
import type { Context } from "koa";
import type { IdentityProvider } from "../keys/identity-provider.ts";
import { bearerToken } from "../request/bearer-token.ts";
import type { PlatformServices } from "../services.ts";
import { answerFault, answerOutcome } from "./gateway-fault.ts";
import { sessionRole } from "./session-role.ts";
import { sessionRoleHeader } from "./session-role-header.ts";

/** The user-restricted endpoints of the Hello World API, and its open one. */
export function helloWorldRoutes(providers: readonly IdentityProvider[], services: PlatformServices): Router {
  const router = new Router({ prefix: "/hello-world/hello" });
  router.get("/world", (ctx) => {
    ctx.body = { message: "Hello World!" };
  });
  router.get("/user", (ctx) => greet(ctx, ":aal", providers, services));
  router.get("/user-aal3", (ctx) => greet(ctx, ":aal3:", providers, services));
  return router;
}

async function greet(
  ctx: Context,
  scope: string,
  providers: readonly IdentityProvider[],
  { tokens, settings }: PlatformServices,
): Promise<void> {
  const requestId = ctx.get("x-request-id");
  if (requestId !== "") ctx.set("x-request-id", requestId);
  const token = bearerToken(ctx);
  if (token === undefined) {
    answerFault(ctx, 401, "Invalid access token", "oauth.v2.InvalidAccessToken");
    return;
  }
  const state = await tokens.accessToken(token);
  if (state === "invalid") {
    answerFault(ctx, 401, "Invalid Access Token", "keymanagement.service.invalid_access_token");
    return;
  }
  if (state === "expired") {
    answerFault(ctx, 401, "Access Token expired", "keymanagement.service.access_token_expired");
    return;
  }
  if (!state.grant.scopes.some((one) => one.includes(scope))) {
    answerFault(ctx, 403, "Required scope(s): aal3", "steps.oauth.v2.InsufficientScope");
    return;
  }
  if (settings.sessionRole === "checked") {
    const header = ctx.req.headers[sessionRoleHeader.toLowerCase()];
    const role = await sessionRole(typeof header === "string" ? header : undefined, state.grant, providers);
    if ("diagnostics" in role) {
      answerOutcome(ctx, role.status, role.diagnostics);
      return;
    }
    ctx.set(sessionRoleHeader, role.role);
  }
  ctx.body = { message: "Hello User!" };
}
