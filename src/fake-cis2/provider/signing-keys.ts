import type { JWK } from "oidc-provider";
import { calculateJwkThumbprint } from "jose";
import type { KeyStore } from "../../pki/index.ts";

/** The signing key of the given generation, as a private JWK. Keys are rotated by asking for the next generation. */
export async function signingKey(keys: KeyStore, generation: number): Promise<JWK> {
  const { privateKey } = await keys.keyPair(`provider-signing-${generation}`, "rsa-2048");
  const jwk = privateKey.export({ format: "jwk" });
  const kid = await calculateJwkThumbprint(jwk);
  return { ...jwk, kid, alg: "RS256", use: "sig" };
}
