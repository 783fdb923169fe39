import { createPublicKey } from "node:crypto";
import { z } from "zod";

/** A public key as JWK. What cannot be used as one is refused when it is registered, not when somebody signs in. */
export const publicKey = z
  .looseObject({ kty: z.string().describe("The type of the key: RSA or EC.") })
  .superRefine((jwk, context) => {
    const message = keyProblem(jwk);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });

interface Jwk {
  readonly kty: string;
  readonly [member: string]: unknown;
}

interface Registration {
  readonly clientSecret?: string | undefined;
  readonly jwks?: { readonly keys: readonly Jwk[] } | undefined;
  readonly jwksUri?: string | undefined;
  readonly tokenEndpointAuthMethod: string;
  readonly tokenEndpointAuthSigningAlg?: string | undefined;
}

/** Bytes that a secret has to have to be an HMAC key (RFC 7518 3.2). */
const secretLengths: Readonly<Record<string, number>> = { HS256: 32, HS384: 48, HS512: 64 };

/** What of a registration does not go together. */
export function registrationProblems(party: Registration): { path: string[]; message: string }[] {
  const { clientSecret, jwks, jwksUri, tokenEndpointAuthMethod: method, tokenEndpointAuthSigningAlg: alg } = party;
  const problems: { path: string[]; message: string }[] = [];
  const problem = (path: string, message: string) => void problems.push({ path: [path], message });
  if (jwks && jwksUri) problem("jwksUri", "jwks and jwksUri exclude each other");
  if (method === "private_key_jwt") {
    if (!jwks && !jwksUri) problem("jwks", "private_key_jwt needs jwks or jwksUri");
    if (alg?.startsWith("HS")) problem("tokenEndpointAuthSigningAlg", `${alg} is for client_secret_jwt`);
    const kty = alg?.startsWith("ES") ? "EC" : "RSA";
    if (alg && jwks && !jwks.keys.some((key) => key.kty === kty)) problem("jwks", `no key can sign with ${alg}`);
  } else if (!clientSecret) {
    problem("clientSecret", `${method} needs a secret`);
  }
  if (method === "client_secret_jwt") {
    const needed = secretLengths[alg ?? "HS256"];
    if (needed === undefined) problem("tokenEndpointAuthSigningAlg", `${String(alg)} is for private_key_jwt`);
    else if (clientSecret && clientSecret.length < needed) {
      problem("clientSecret", `${alg ?? "HS256"} needs a secret of at least ${needed} characters`);
    }
  }
  return problems;
}

function keyProblem(jwk: { readonly kty: string; readonly [member: string]: unknown }): string | undefined {
  if (!["RSA", "EC"].includes(jwk.kty)) return "kty must be RSA or EC";
  if ("d" in jwk) return "must be a public key: it has the private member d";
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: jwk, format: "jwk" });
    const bits = asymmetricKeyDetails?.modulusLength;
    return bits !== undefined && bits < 2048
      ? `an RSA key must have at least 2048 bits, this one has ${bits}`
      : undefined;
  } catch {
    return "is not a whole public key";
  }
}
