import { compactVerify, errors, importJWK, type JWK } from "jose";
import { Refusal, unknownError } from "../errors/refusal.ts";
import type { UnverifiedJwt } from "./read-jwt.ts";

export type PublicKeys = readonly JWK[];

/**
 * Checks algorithm, key and signature, in this order, as Apigee's VerifyJWT does. Throws the platform's refusals: the one
 * given if no key has the `kid` of the header.
 */
export async function verifySignature(
  jwt: UnverifiedJwt,
  { keys, algorithms, noKey }: { keys: PublicKeys; algorithms: readonly string[]; noKey: Refusal },
): Promise<void> {
  const { alg, kid } = jwt.header;
  if (typeof alg !== "string" || !algorithms.includes(alg)) throw unknownError(401);
  const jwk = keys.find((key) => key.kid === kid);
  if (jwk === undefined) throw noKey;
  try {
    await compactVerify(jwt.compact, await importJWK({ kty: "RSA", n: jwk.n ?? "", e: jwk.e ?? "" }, alg), {
      algorithms: [alg],
    });
  } catch (cause) {
    if (cause instanceof errors.JOSENotSupported) throw unknownError(401, cause);
    throw new Refusal(401, "public_key error", "JWT signature verification failed", { cause });
  }
}
