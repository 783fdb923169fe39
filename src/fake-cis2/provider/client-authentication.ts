import { decodeJwt, decodeProtectedHeader } from "jose";
import { errors, Provider, type KoaContextWithOIDC } from "oidc-provider";
import { withDefaultPort, withoutDefaultPort } from "../networks/cis2-network.ts";
import type { Settings } from "../settings/settings.ts";
import type { AfterAnswer } from "./after-answer.ts";

/** `aud` of a client assertion may name the token endpoint or the issuer with the scheme's own port, or without it. */
export function acceptBothFormsOfAudience(provider: Provider): void {
  const { prototype } = (provider as unknown as { OIDCContext: { prototype: AudienceSource } }).OIDCContext;
  const expected = prototype.clientJwtAuthExpectedAudience;
  prototype.clientJwtAuthExpectedAudience = function accepted() {
    return new Set([...expected.call(this)].flatMap((one) => [one, withoutDefaultPort(one), withDefaultPort(one)]));
  };
}

interface AudienceSource {
  clientJwtAuthExpectedAudience: (this: AudienceSource) => Set<string>;
}

/** Refuses a client assertion that is good for longer than CIS2 is understood to take, or whose `exp` is in milliseconds. */
export function assertionLifetime({ clientAssertionMaximumAhead: most }: Settings) {
  return (_ctx: unknown, { exp }: { exp?: number }): void => {
    if (most === 0 || exp === undefined || exp <= Date.now() / 1000 + most) return;
    const problem = exp > 1e11 ? "in milliseconds: it has to be in seconds" : `more than ${most} seconds ahead`;
    const error = new errors.InvalidClientAuth();
    error.error_description = `exp of the client assertion is ${problem}`;
    throw error;
  };
}

/**
 * What a client assertion claims wrongly is `invalid_client` at CIS2, although the provider says `invalid_request`: an
 * assertion that cannot be read, or whose `sub` is an API key instead of the client id.
 */
export const assertionErrors: AfterAnswer = (ctx) => {
  if (ctx.oidc.route !== "token" || errorOf(ctx) !== "invalid_request") return;
  const { client_assertion: assertion, client_id: clientId } = formOf(ctx);
  const problem = typeof assertion === "string" ? assertionProblem(assertion, clientId) : undefined;
  if (problem !== undefined) answer(ctx, problem);
};

/**
 * Refuses a secret that comes by another method than the relying party is registered for, which the provider lets through,
 * and says of every such mismatch what it is.
 */
export function refuseOtherMethods(provider: Provider): AfterAnswer {
  const { prototype } = provider.Client;
  // oxlint-disable-next-line typescript/unbound-method -- called with its own client below
  const { compareClientSecret } = prototype;
  prototype.compareClientSecret = async function compared(secret) {
    const { ctx } = Provider;
    if (ctx?.oidc.route === "token" && mismatch(ctx) !== undefined) return false;
    return compareClientSecret.call(this, secret);
  };
  return (ctx) => {
    if (ctx.oidc.route !== "token" || errorOf(ctx) !== "invalid_client") return;
    const problem = mismatch(ctx);
    if (problem !== undefined) answer(ctx, problem);
  };
}

function mismatch(ctx: KoaContextWithOIDC): string | undefined {
  const registered = ctx.oidc.client?.clientAuthMethod;
  const used = methodOf(ctx);
  if (registered === undefined || used === undefined || used === registered) return undefined;
  return `the relying party is registered for ${registered}, but this request uses ${used}`;
}

function methodOf(ctx: KoaContextWithOIDC): string | undefined {
  const { client_assertion: assertion, client_secret: secret } = formOf(ctx);
  if (ctx.get("authorization") !== "") return "client_secret_basic";
  if (secret !== undefined) return "client_secret_post";
  if (typeof assertion !== "string") return undefined;
  try {
    return decodeProtectedHeader(assertion).alg?.startsWith("HS") ? "client_secret_jwt" : "private_key_jwt";
  } catch {
    return undefined;
  }
}

function assertionProblem(assertion: string, clientId: unknown): string | undefined {
  try {
    const { sub } = decodeJwt(assertion);
    if (clientId === undefined || sub === clientId) return undefined;
    return "sub of the client assertion is not the client_id of the request";
  } catch {
    return "the client assertion is not a JWT";
  }
}

function formOf(ctx: KoaContextWithOIDC): Readonly<Record<string, unknown>> {
  return ctx.oidc.body ?? {};
}

function errorOf(ctx: KoaContextWithOIDC): unknown {
  return ctx.status < 400 ? undefined : (ctx.body as { error?: unknown } | undefined)?.error;
}

function answer(ctx: KoaContextWithOIDC, description: string): void {
  ctx.status = 401;
  ctx.body = { error: "invalid_client", error_description: description };
}
