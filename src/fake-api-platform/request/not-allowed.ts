import type { Middleware } from "koa";

/** Answers other methods than one with 405 and an empty body, as the platform does. */
export function onlyMethod(method: "GET" | "POST"): Middleware {
  return (ctx, next) => {
    if (ctx.method === method) return next();
    ctx.status = 405;
    ctx.set("allow", method);
    ctx.type = "text/plain";
    ctx.body = "";
    return Promise.resolve();
  };
}
