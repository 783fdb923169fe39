import { decodeJwt, decodeProtectedHeader } from "jose";
import { z } from "zod";
import type { TokenRequestAuthentication } from "./journal.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

const requestBody = z.looseObject({ client_assertion: z.string().optional(), client_secret: z.string().optional() });
const tokenAnswer = z.looseObject({ id_token: z.string() });

/** How a token request says who it is from; nothing of it is checked here, and no secret is in it. */
export function tokenRequestAuthentication(
  body: unknown,
  authorization: string | undefined,
): TokenRequestAuthentication {
  const { client_assertion: assertion, client_secret: secret } = safeParse(requestBody, body).data ?? {};
  if (assertion !== undefined) return ofAssertion(assertion);
  if (authorization?.toLowerCase().startsWith("basic ")) return { method: "client_secret_basic" };
  return { method: secret === undefined ? "none" : "client_secret_post" };
}

/** Whose ID token an answer has, if it has one that can be read. */
export function issuedIn(answer: unknown): { sub: string | undefined; sid: unknown } | undefined {
  const token = safeParse(tokenAnswer, answer).data?.id_token;
  const claims = token === undefined ? undefined : readable(() => decodeJwt(token));
  return claims && { sub: claims.sub, sid: claims["sid"] };
}

function ofAssertion(assertion: string): TokenRequestAuthentication {
  const claims = readable(() => decodeJwt(assertion));
  return {
    method: "private_key_jwt",
    algorithm: readable(() => decodeProtectedHeader(assertion))?.alg,
    audience: claims?.aud === undefined ? [] : [claims.aud].flat(),
    id: claims?.jti,
    lifetime: claims?.exp === undefined ? undefined : claims.exp - Math.floor(Date.now() / 1000),
  };
}

function readable<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
