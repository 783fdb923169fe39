import { createHash, randomUUID, timingSafeEqual } from "node:crypto";
import Router from "@koa/router";
import type { Context } from "koa";
import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { RelyingParties } from "./registry.ts";
import { networkNames, type RelyingParty } from "./relying-party.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

/** A registration as CIS2's Connection Manager takes it (NHSDigital/dtos-manage-breast-screening, docs/cis2_auth.md). */
const configSchema = z.looseObject({
  client_name: z.string().optional(),
  redirect_uris: z.array(z.string()),
  post_logout_redirect_uris: z.array(z.string()).optional(),
  backchannel_logout_uri: z.string().optional(),
  token_endpoint_auth_method: z.string().optional(),
  client_secret: z.string().optional(),
  jwks: z.looseObject({}).optional(),
  jwks_uri: z.string().optional(),
  jwks_uri_signing_algorithm: z.string().optional(),
  userinfo_signed_response_alg: z.string().optional(),
  networks: z.array(z.enum(networkNames)).optional(),
});

/** The secret of all teams: it protects nothing, and stands for the one a team is given. */
const teamSecret = "cis2-testkit";
const tokens = new Set<string>();

/** `POST /api/auth`, `GET|POST /api/configs/{team}`, `PUT /api/configs/{team}/{id}?hash=`. */
export function connectionManagerRoutes(relyingParties: RelyingParties): Router {
  const router = new Router({ prefix: "/api" });
  router.post("/auth", (ctx) => {
    if (!same(ctx.get("authorization"), `SecretAuth ${teamSecret}`)) throw new TestkitError("CONTROL_REFUSED");
    const token = randomUUID();
    tokens.add(token);
    ctx.body = { token };
  });
  router.use("/configs", (ctx, next) => {
    if (!tokens.has(ctx.get("authorization").replace(/^Bearer /, ""))) throw new TestkitError("CONTROL_REFUSED");
    return next();
  });
  router.get("/configs/:team", async (ctx) => {
    ctx.body = (await relyingParties.list()).map(toConfig);
  });
  router.post("/configs/:team", async (ctx) => {
    const digits = (randomUUID().replaceAll(/\D/g, "") + "0".repeat(12)).slice(0, 12);
    ctx.body = await put(relyingParties, `${digits}.apps.national`, ctx);
    ctx.status = 201;
  });
  router.put("/configs/:team/:id", async (ctx) => {
    const id = ctx.params["id"] ?? "";
    const before = await relyingParties.find(id);
    if (!before) throw new TestkitError("PAGE_UNKNOWN", { path: ctx.path });
    if (ctx.query["hash"] !== hashOf(before)) {
      throw new TestkitError("REQUEST_MALFORMED", { reason: "hash is not that of the configuration as it is now" });
    }
    ctx.body = await put(relyingParties, id, ctx);
  });
  return router;
}

async function put(relyingParties: RelyingParties, clientId: string, ctx: Context): Promise<unknown> {
  const config = safeParse(configSchema, ctx.request.body);
  if (!config.success) {
    throw new TestkitError("REQUEST_MALFORMED", { reason: z.prettifyError(config.error).replaceAll(/\s+/g, " ") });
  }
  const { data } = config;
  const party = await relyingParties.register({
    clientId,
    name: data.client_name ?? clientId,
    redirectUris: data.redirect_uris,
    ...(data.token_endpoint_auth_method ? { tokenEndpointAuthMethod: data.token_endpoint_auth_method } : {}),
    ...(data.client_secret ? { clientSecret: data.client_secret } : {}),
    ...(data.post_logout_redirect_uris ? { postLogoutRedirectUris: data.post_logout_redirect_uris } : {}),
    ...(data.backchannel_logout_uri ? { backchannelLogoutUri: data.backchannel_logout_uri } : {}),
    ...(data.jwks ? { jwks: data.jwks } : {}),
    ...(data.jwks_uri ? { jwksUri: data.jwks_uri } : {}),
    ...(data.jwks_uri_signing_algorithm ? { tokenEndpointAuthSigningAlg: data.jwks_uri_signing_algorithm } : {}),
    ...(data.userinfo_signed_response_alg ? { userinfoSignedResponseAlg: data.userinfo_signed_response_alg } : {}),
    ...(data.networks ? { networks: data.networks } : {}),
  });
  return toConfig(party);
}

function toConfig(party: RelyingParty) {
  return {
    id: party.clientId,
    hash: hashOf(party),
    client_id: party.clientId,
    client_name: party.name,
    redirect_uris: party.redirectUris,
    post_logout_redirect_uris: party.postLogoutRedirectUris,
    backchannel_logout_uri: party.backchannelLogoutUri,
    token_endpoint_auth_method: party.tokenEndpointAuthMethod,
    jwks_uri: party.jwksUri,
    jwks_uri_signing_algorithm: party.tokenEndpointAuthSigningAlg,
    userinfo_signed_response_alg: party.userinfoSignedResponseAlg,
    networks: party.networks,
  };
}

function hashOf(party: RelyingParty): string {
  return createHash("sha256").update(JSON.stringify(party)).digest("hex");
}

function same(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
