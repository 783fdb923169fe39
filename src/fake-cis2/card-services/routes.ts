import Router from "@koa/router";
import type { Context } from "koa";
import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { cardServicesPage } from "./pages.ts";
import type { CardServices } from "./card-services.ts";
import { parseRequest } from "../../foundation/parse-request.ts";
import { requestBody } from "../../foundation/request-body.ts";

export interface CardServicesRoutesOptions {
  readonly services: CardServices;
  /** The origin the resources are reached at. */
  readonly origin: string;
  readonly localServicePorts: () => readonly number[];
}

const certificate = z.base64().min(4).max(20_000);
const bodies = {
  code: z.object({ certificate }),
  unlock: z.object({ certificate, code: z.string().max(20) }),
  answer: z.union([
    z.object({ response: z.string().regex(/^([0-9a-fA-F]{2}){2,65538}$/, "must be a response APDU in hexadecimal") }),
    z.object({ passcode: z.enum(["replaced", "verified"]) }),
  ]),
};

/** Renewal and unlocking: resources for clients (JSON), and the pages people start from. docs/life-of-a-card.md. */
export function cardServicesRoutes({ services, origin, localServicePorts }: CardServicesRoutesOptions): Router {
  const router = new Router({ prefix: "/card-services" });
  const parse = requestBody(["json"], "256kb");
  router.get("/", (ctx) => cardServicesPage(ctx, "card-services", localServicePorts()));
  for (const page of ["unlock", "renew", "change-passcode"] as const) {
    router.get(`/${page}`, (ctx) => cardServicesPage(ctx, page, localServicePorts()));
  }
  router.post("/renewals", parse, async (ctx) => {
    checkOrigin(ctx, origin);
    ctx.status = 201;
    ctx.body = { ...(await services.renewalChallenge()), origin };
  });
  router.post("/renewals/:renewal", parse, async (ctx) => {
    checkOrigin(ctx, origin);
    ctx.body = await services.renew(ctx.params["renewal"] ?? "", ctx.request.body, origin);
  });
  router.post("/unlocks", parse, async (ctx) => {
    checkOrigin(ctx, origin);
    ctx.status = 201;
    ctx.body = await services.sendSecurityCode(parseRequest(bodies.code, ctx.request.body).certificate);
  });
  router.post("/unlocks/:request", parse, async (ctx) => {
    checkOrigin(ctx, origin);
    const { certificate, code } = parseRequest(bodies.unlock, ctx.request.body);
    ctx.body = await services.unlock(ctx.params["request"] ?? "", code, certificate);
  });
  router.post("/sessions/:session", parse, async (ctx) => {
    checkOrigin(ctx, origin);
    ctx.body = await services.answer(ctx.params["session"] ?? "", parseRequest(bodies.answer, ctx.request.body));
  });
  return router;
}

/** Another site's page can send nothing here: browsers name its origin, and do not send JSON for it unasked. */
function checkOrigin(ctx: Context, origin: string): void {
  const from = ctx.get("origin");
  if (from !== "" && from !== origin) throw new TestkitError("SIGN_IN_FORGED");
  if (!ctx.is("json")) throw new TestkitError("REQUEST_MALFORMED", { reason: "the body must be JSON" });
}
