import type { Middleware } from "koa";
import type { KoaContextWithOIDC } from "oidc-provider";

/** Looks at an answer of the provider, and may change it. */
export type AfterAnswer = (ctx: KoaContextWithOIDC) => void | Promise<void>;

/** Has them look at each answer, in this order. As separate middleware each would cost every request a promise. */
export function afterAnswer(all: readonly AfterAnswer[]): Middleware {
  return async (context, next) => {
    await next();
    for (const one of all) {
      const done = one(context as KoaContextWithOIDC);
      if (done) await done;
    }
  };
}
