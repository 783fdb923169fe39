import type { Middleware } from "koa";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { requestBody } from "../../foundation/request-body.ts";
import { issuerPath } from "../networks/cis2-network.ts";

const paths = new Set(["/authorize", "/connect/endSession"]);

/**
 * Takes authorization and end-session requests by POST as well (OpenID Connect Core 3.1.2.1, RP-Initiated Logout 1.0
 * section 2). The browser is sent on to the same request by GET: a POST that another site started has no cookies.
 */
export function formRequests(): Middleware {
  const parse = requestBody(["form"], "56kb");
  return async (ctx, next) => {
    if (ctx.method !== "POST" || !paths.has(ctx.path)) return next() as Promise<void>;
    if (!ctx.is("urlencoded")) throw new TestkitError("REQUEST_MALFORMED", { reason: "the body must be a form" });
    await parse(ctx, () => Promise.resolve());
    const parameters = new URLSearchParams(ctx.querystring);
    for (const [name, values] of Object.entries(ctx.request.body as Record<string, string | string[]>)) {
      for (const value of [values].flat()) parameters.append(name, value);
    }
    ctx.redirect(`${issuerPath}${ctx.path}?${parameters.toString()}`);
    ctx.status = 303;
  };
}
