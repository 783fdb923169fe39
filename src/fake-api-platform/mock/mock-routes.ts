import { randomUUID } from "node:crypto";
import Router from "@koa/router";
import type { Context, Next } from "koa";
import { withParameters } from "../combined/authorize.ts";
import { bearerToken } from "../request/bearer-token.ts";
import { readForm } from "../request/read-form.ts";
import type { PlatformServices } from "../services.ts";
import { loginPage } from "./login-page.ts";
import { MockSigner, realmPattern } from "./mock-realm.ts";
import { mockUserinfo, mockUsers } from "./mock-users.ts";

interface MockCode {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly username: string;
}

const lifeSeconds = 300;
const codeEntry = (code: string) => `ApiPlatform:MockCode:${code}`;
const tokenEntry = (token: string) => `ApiPlatform:MockToken:${token}`;

/** The mock authorisation service: Keycloak's paths and form. Any client may use it, as it is self-service. */
export function mockRoutes(origin: string, services: PlatformServices): Router {
  const signer = new MockSigner();
  const router = new Router({ prefix: "/realms/:realm" });
  router.use(async (ctx: Context & { params: Record<string, string> }, next: Next) => {
    if (realmPattern.test(ctx.params["realm"] ?? "")) await next();
    else refuse(ctx, 404, "Realm does not exist");
  });
  const issuerOf = (ctx: { params: Record<string, string> }) => `${origin}/realms/${ctx.params["realm"] ?? ""}`;
  const oidc = "/protocol/openid-connect";

  router.get("/.well-known/openid-configuration", (ctx) => {
    const issuer = issuerOf(ctx);
    ctx.body = {
      issuer,
      authorization_endpoint: `${issuer}${oidc}/auth`,
      token_endpoint: `${issuer}${oidc}/token`,
      userinfo_endpoint: `${issuer}${oidc}/userinfo`,
      jwks_uri: `${issuer}${oidc}/certs`,
      response_types_supported: ["code"],
    };
  });
  router.get(`${oidc}/certs`, async (ctx) => {
    ctx.body = { keys: [await signer.publicKey()] };
  });
  router.get(`${oidc}/auth`, (ctx) => {
    page(ctx, loginPage(`${issuerOf(ctx)}/login-actions/authenticate?${ctx.querystring}`));
  });
  router.post("/login-actions/authenticate", async (ctx) => {
    const query = new URLSearchParams(ctx.querystring);
    const [clientId, redirectUri, state] = ["client_id", "redirect_uri", "state"].map(
      (name) => query.get(name) ?? undefined,
    );
    const username = (await readForm(ctx, services.settings)).get("username") ?? "";
    if (
      clientId === undefined ||
      redirectUri === undefined ||
      !/^https?:\/\//.test(redirectUri) ||
      !URL.canParse(redirectUri)
    ) {
      refuse(ctx, 400, "Invalid parameter: redirect_uri");
      return;
    }
    if (!Object.hasOwn(mockUsers, username)) {
      page(ctx, loginPage(`${issuerOf(ctx)}/login-actions/authenticate?${ctx.querystring}`, "Invalid username."));
      return;
    }
    const code = randomUUID();
    await services.store.set(codeEntry(code), { clientId, redirectUri, username } satisfies MockCode, lifeSeconds);
    ctx.redirect(withParameters(redirectUri, { state, session_state: randomUUID(), code }));
  });
  router.post(`${oidc}/token`, async (ctx) => {
    const form = await readForm(ctx, services.settings);
    const entry = codeEntry(form.get("code") ?? "");
    const issued = (await services.store.get(entry)) as MockCode | undefined;
    await services.store.delete(entry);
    const user = issued && mockUsers[issued.username];
    if (!user || issued.clientId !== form.get("client_id") || issued.redirectUri !== form.get("redirect_uri")) {
      refuse(ctx, 400, "Code not valid", "invalid_grant");
      return;
    }
    const [accessToken, sid] = [randomUUID(), randomUUID()];
    await services.store.set(tokenEntry(accessToken), issued.username, lifeSeconds);
    ctx.body = {
      access_token: accessToken,
      expires_in: lifeSeconds,
      refresh_expires_in: 0,
      token_type: "Bearer",
      id_token: await signer.idToken({ issuer: issuerOf(ctx), ...issued, user, sid }, services.clock),
      "not-before-policy": 0,
      session_state: sid,
      scope: "openid",
    };
  });
  router.get(`${oidc}/userinfo`, async (ctx) => {
    const username = (await services.store.get(tokenEntry(bearerToken(ctx) ?? ""))) as string | undefined;
    const user = username === undefined ? undefined : mockUsers[username];
    if (username === undefined || !user) refuse(ctx, 401, "Token verification failed", "invalid_token");
    else ctx.body = mockUserinfo(username, user);
  });
  return router;
}

function page(ctx: Context, html: string): void {
  ctx.set({ "content-security-policy": "default-src 'none'", "cache-control": "no-store" });
  ctx.type = "html";
  ctx.body = html;
}

function refuse(ctx: Context, status: number, description: string, error = "invalid_request"): void {
  ctx.status = status;
  ctx.body = { error, error_description: description };
}
