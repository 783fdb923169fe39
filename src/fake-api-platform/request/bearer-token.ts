import type { Context } from "koa";

/** The token of `Authorization: Bearer`, or undefined if there is none. */
export function bearerToken(ctx: Context): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(ctx.get("authorization"))?.[1];
}
