import { createHmac } from "node:crypto";
import type { Context } from "koa";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { isSameSecret } from "../../foundation/same-secret.ts";

/** The token a form of this sign-in carries: only our pages can know it. */
export function csrfToken(uid: string, secret: string): string {
  return createHmac("sha256", secret).update(`sign-in form ${uid}`).digest("base64url");
}

/**
 * Refuses what another site made a browser send: a form without our token, or a request whose Origin is not ours.
 * A JSON body needs no token, since browsers do not let another site send one without asking us first.
 */
export function checkSource(
  ctx: Context,
  body: Record<string, unknown>,
  uid: string,
  origin: string,
  secret: string,
): void {
  const from = ctx.get("origin");
  if (from !== "" && from !== origin) throw new TestkitError("SIGN_IN_FORGED");
  if (ctx.is("json")) return;
  const given = typeof body["_csrf"] === "string" ? body["_csrf"] : "";
  if (!isSameSecret(given, csrfToken(uid, secret))) throw new TestkitError("SIGN_IN_FORGED");
}
