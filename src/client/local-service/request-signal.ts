import type { Context } from "koa";

/** Aborts when the caller goes away before it has its answer, as a page does that is closed. */
export function abortedWith(ctx: Context): AbortSignal {
  const controller = new AbortController();
  ctx.res.once("close", () => {
    if (!ctx.res.writableFinished) controller.abort();
  });
  return controller.signal;
}
