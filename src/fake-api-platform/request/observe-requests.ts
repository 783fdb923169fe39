import { decodeJwt } from "jose";
import type { Context, Middleware } from "koa";
import { sessionRoleHeader } from "../hello-world/session-role-header.ts";
import type { Form } from "../token/form.ts";

/** A request that the platform has answered. */
export interface PlatformRequestSeen {
  readonly path: string;
  readonly status: number;
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
}

/** Calls back for each request once its answer is known. */
export function observeRequests(seen: (request: PlatformRequestSeen) => void): Middleware {
  return async (ctx, next) => {
    await next();
    const form = (ctx.state as { form?: Form }).form;
    seen({
      path: ctx.path,
      status: ctx.status,
      grantType: form?.get("grant_type"),
      assertionId: jti(form?.get("client_assertion")),
      refreshToken: text(ctx, "refresh_token"),
      role: ctx.get(sessionRoleHeader) || undefined,
      error: text(ctx, "error_description"),
    });
  };
}

function text({ body }: Context, member: string): string | undefined {
  const value = typeof body === "object" && body !== null ? (body as Record<string, unknown>)[member] : undefined;
  return typeof value === "string" ? value : undefined;
}

function jti(assertion: string | undefined): string | undefined {
  try {
    return assertion === undefined ? undefined : decodeJwt(assertion).jti;
  } catch {
    return undefined;
  }
}
