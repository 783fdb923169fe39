import type { Context } from "koa";

/** Aborts when the caller goes away before it has its answer, as a page does that is closed, or has gone already. */
export function abortOnClose(ctx: Context): AbortSignal {
  const controller = new AbortController();
  if (ctx.res.closed) controller.abort();
  ctx.res.once("close", () => {
    if (!ctx.res.writableFinished) controller.abort();
  });
  return controller.signal;
}
