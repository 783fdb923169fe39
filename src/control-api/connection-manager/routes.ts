import { randomInt } from "node:crypto";
import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import type { Context, Middleware } from "koa";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { safeParse } from "../../foundation/safe-parse.ts";
import type { RelyingParties } from "../../fake-cis2/relying-parties/registry.ts";
import type { RelyingParty } from "../../fake-cis2/relying-parties/relying-party.ts";
import { clientConfigSchema, hashOf, toClientConfig, toRelyingParty } from "./client-config.ts";
import { team, TeamTokens } from "./team-tokens.ts";

/** The team's secret if nothing has to be protected: on loopback. */
const openSecret = "cis2-testkit";

/**
 * Registration as at CIS2's Connection Manager: `POST /api/auth`, `GET|POST /api/configs/{team}`, `GET|PUT
 * /api/configs/{team}/{id}`, `GET /api/hello_world`. Its two public clients use it unmodified. The shape of its errors
 * is INFERENCE: the real one serves its documentation at `/docs`, as FastAPI does.
 * @param guard - runs before every call; none if the control API has a token, which is then the team's secret
 */
export function connectionManagerRoutes(
  relyingParties: RelyingParties,
  { token, guard }: { readonly token: string | undefined; readonly guard: Middleware },
): Router {
  const tokens = new TeamTokens(token ?? openSecret);
  const router = new Router({ prefix: "/api" });
  router.use(inOwnShape);
  if (token === undefined) router.use(guard);
  router.use(
    bodyParser({
      enableTypes: ["json"],
      onError: (_error, ctx) => {
        ctx.throw(422, "the body is not JSON");
      },
    }),
  );
  router.get("/hello_world", (ctx) => {
    ctx.body = { message: "Hello World" };
  });
  router.post("/auth", async (ctx) => {
    const given = await tokens.give(ctx);
    if (given === undefined) ctx.throw(401, "Invalid secret");
    ctx.body = { access_token: given, token_type: "bearer", team_ids: [team] };
  });
  router.use("/configs/:team", async (ctx, next) => {
    if (!(await tokens.accepts(ctx))) ctx.throw(401, "Not authenticated");
    if (ctx.params["team"] !== team) ctx.throw(403, "Not a member of this team");
    await next();
  });
  router.get("/configs/:team", async (ctx) => {
    ctx.body = { configs: (await relyingParties.list()).map(({ clientId }) => clientId) };
  });
  router.post("/configs/:team", async (ctx) => {
    const digits = [randomInt(1e6), randomInt(1e6)].map((half) => String(half).padStart(6, "0")).join("");
    ctx.body = await put(relyingParties, `${digits}.apps.national`, ctx, undefined);
    ctx.status = 201;
  });
  router.get("/configs/:team/:id", async (ctx) => {
    ctx.body = answer(await known(ctx));
  });
  router.put("/configs/:team/:id", async (ctx) => {
    const before = await known(ctx);
    if (ctx.query["hash"] !== hashOf(before)) ctx.throw(409, "The configuration has another hash by now");
    ctx.body = await put(relyingParties, before.clientId, ctx, before);
  });
  return router;

  async function known(ctx: Context & { params: Record<string, string> }): Promise<RelyingParty> {
    return (await relyingParties.find(ctx.params["id"] ?? "")) ?? ctx.throw(404, "Config not found");
  }
}

async function put(parties: RelyingParties, clientId: string, ctx: Context, before: RelyingParty | undefined) {
  const config = safeParse(clientConfigSchema, ctx.request.body);
  if (!config.success) {
    const [issue] = config.error.issues;
    return ctx.throw(422, issue?.message ?? "invalid", { loc: ["body", ...(issue?.path ?? [])] });
  }
  return answer(await parties.register(toRelyingParty(clientId, config.data, before)));
}

function answer(party: RelyingParty) {
  return { config_name: party.clientId, hash: hashOf(party), client_config: toClientConfig(party) };
}

const inOwnShape: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    if (isTestkitError(error, "CONFIGURATION_INVALID")) refuse(ctx, error.message, ["body"]);
    else if (isTestkitError(error, "CONTROL_REFUSED")) {
      ctx.status = 403;
      ctx.body = { detail: error.message };
    } else if (error instanceof Error && "status" in error && typeof error.status === "number") {
      ctx.status = error.status;
      const loc = "loc" in error ? (error.loc as string[]) : undefined;
      if (loc) refuse(ctx, error.message, loc);
      else ctx.body = { detail: error.message };
    } else throw error;
  }
};

function refuse(ctx: Context, msg: string, loc: readonly string[]): void {
  ctx.status = 422;
  ctx.body = { detail: [{ loc, msg, type: "value_error" }] };
}
