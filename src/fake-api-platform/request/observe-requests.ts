import { decodeJwt } from "jose";
import type { Context, Middleware } from "koa";
import { secretId } from "../../foundation/redaction.ts";
import { sessionRoleHeader } from "../hello-world/session-role-header.ts";
import type { Form } from "../token/form.ts";
import { bearerToken } from "./bearer-token.ts";

/** A request that the platform has answered. */
export interface PlatformRequestSeen {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** How long it took. */
  readonly milliseconds: number;
  /** Of a token request. */
  readonly grantType?: string | undefined;
  /** `jti` of its client assertion. */
  readonly assertionId?: string | undefined;
  /** The one that the answer gave it. */
  readonly refreshToken?: string | undefined;
  /** The role that it named, in NHSD-Session-URID. */
  readonly role?: string | undefined;
  /** Why it was refused. */
  readonly error?: string | undefined;
  /** `sid:` and the session of an ID token that it sent, and digests of codes and tokens: of the request and of its answer. */
  readonly joins: readonly string[];
}

/** Calls back for each request once its answer is known. */
export function observeRequests(seen: (request: PlatformRequestSeen) => void): Middleware {
  return async (ctx, next) => {
    const began = performance.now();
    await next();
    const form = (ctx.state as { form?: Form }).form;
    seen({
      method: ctx.method,
      path: ctx.path,
      status: ctx.status,
      milliseconds: Math.round(performance.now() - began),
      grantType: form?.get("grant_type"),
      assertionId: text(claimsOf(form?.get("client_assertion"))["jti"]),
      refreshToken: answered(ctx, "refresh_token"),
      role: ctx.get(sessionRoleHeader) || undefined,
      error: answered(ctx, "error_description"),
      joins: joinsOf(ctx, form),
    });
  };
}

function joinsOf(ctx: Context, form: Form | undefined): readonly string[] {
  const sid = text(claimsOf(form?.get("subject_token"))["sid"]);
  const location = URL.parse(ctx.response.get("location"))?.searchParams.get("code");
  const secrets = [
    ...[new URLSearchParams(ctx.querystring).get("code"), location],
    ...[form?.get("code"), form?.get("refresh_token"), bearerToken(ctx)],
    ...["access_token", "refresh_token"].map((name) => answered(ctx, name)),
  ];
  const digests = secrets.filter((secret) => secret !== "").map(secretId);
  return [sid === undefined ? undefined : `sid:${sid}`, ...digests].filter((id) => id !== undefined);
}

function answered({ body }: Context, member: string): string | undefined {
  return typeof body === "object" && body !== null ? text((body as Record<string, unknown>)[member]) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Nothing of it is verified. */
function claimsOf(jwt: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return jwt === undefined ? {} : decodeJwt(jwt);
  } catch {
    return {};
  }
}
