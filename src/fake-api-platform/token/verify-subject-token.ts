import { invalidRequest } from "../errors/refusal.ts";
import { readJwt, type UnverifiedJwt } from "../jwt/read-jwt.ts";
import { verifySignature } from "../jwt/verify-signature.ts";
import type { IdentityProvider } from "../keys/identity-provider.ts";
import type { PlatformServices } from "../services.ts";
import { subjectTokenProblem } from "./subject-token-checks.ts";

/** The algorithms of ID tokens (VerifyJWT.SubjectToken). */
export const idTokenAlgorithms = ["RS256", "RS512"];

/** Verifies an ID token of one of the providers. Whom it was issued to (`aud`) is not looked at, as on the platform. */
export async function verifySubjectToken(
  compact: string | undefined,
  providers: readonly IdentityProvider[],
  { issuerKeys, clock }: PlatformServices,
): Promise<UnverifiedJwt["payload"]> {
  if (compact === undefined) throw invalidRequest("Missing subject_token");
  const jwt = readJwt(compact);
  if (jwt === undefined) throw invalidRequest("Malformed JWT in subject_token");
  const problem = subjectTokenProblem({ jwt, now: clock.now().getTime() });
  if (problem) throw problem;
  const provider = providers.find(({ issuer }) => issuer === jwt.payload["iss"]);
  if (!provider) throw invalidRequest("Missing or non-matching 'iss' claim in subject_token JWT");
  await verifySignature(jwt, {
    keys: await issuerKeys.of(provider, jwt.header["kid"]),
    algorithms: idTokenAlgorithms,
    noKey: invalidRequest("Invalid 'kid' header in subject_token JWT - no matching public key", 401),
  });
  return jwt.payload;
}
