import { createHash } from "node:crypto";
import type { App } from "../apps/app.ts";
import { invalidRequest, unknownError } from "../errors/refusal.ts";
import { readJwt, type UnverifiedJwt } from "../jwt/read-jwt.ts";
import { verifySignature } from "../jwt/verify-signature.ts";
import type { PlatformServices } from "../services.ts";
import { clientAssertionProblem, clientAssertionReplayed } from "./client-assertion-checks.ts";

/** PopulateCache.JTIClaim keeps a jti for 30 days. */
const jtiLifetimeSeconds = 2_592_000;
const allowanceSeconds = 10;

/**
 * Authenticates an app by its client assertion. The jti counts as sent before key and signature are checked, as on the
 * platform.
 * @param tokenAddress - what `aud` must be
 */
export async function authenticateApp(
  compact: string | undefined,
  tokenAddress: string,
  { apps, appKeys, store, clock }: PlatformServices,
): Promise<App> {
  if (compact === undefined) throw invalidRequest("Missing client_assertion");
  const jwt = readJwt(compact);
  if (jwt === undefined) throw invalidRequest("Malformed JWT in client_assertion");
  const { sub, jti } = jwt.payload as Record<string, unknown>;
  const entry = `ApiPlatform:Jti:${digest(JSON.stringify([sub, jti]))}`;
  const now = clock.now().getTime();
  const problem = clientAssertionProblem({ jwt, now, seenBefore: (await store.get(entry)) !== undefined });
  if (problem) throw problem;
  if (!(await store.add(entry, now, jtiLifetimeSeconds))) throw clientAssertionReplayed();
  const app = typeof sub === "string" ? await apps.find(sub) : undefined;
  if (app?.status !== "approved" || !app.subscribed)
    throw invalidRequest("Invalid 'iss'/'sub' claims in client_assertion JWT", 401);
  await verifySignature(jwt, {
    keys: await appKeys.of(app),
    algorithms: ["RS512"],
    noKey: invalidRequest("Invalid 'kid' header in client_assertion JWT - no matching public key", 401),
  });
  checkTimeAndAudience(jwt, tokenAddress, now / 1000);
  return app;
}

function checkTimeAndAudience({ payload }: UnverifiedJwt, tokenAddress: string, now: number): void {
  const { aud, nbf } = payload;
  if (nbf !== undefined && !(Number(nbf) <= now + allowanceSeconds)) throw unknownError(401);
  if (![aud].flat().includes(tokenAddress)) {
    throw invalidRequest("Missing or invalid 'aud' claim in client_assertion JWT", 401);
  }
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
