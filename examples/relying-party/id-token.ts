import * as jose from "jose";
import { z } from "zod";
import { refused } from "./problem.ts";
import type { Settings } from "./settings.ts";
import type { SigningKeys } from "./signing-keys.ts";

type Claims = Readonly<Record<string, unknown>>;
/** What an ID token is compared with; `now` in seconds since 1970. */
type Expected = Settings & { readonly nonce: string; readonly now: number };

const tolerance = 5;
const freshFor = 300;

/** Each has to hold. The name is that of the claim. */
const checks: Readonly<Record<string, (claims: Claims, expected: Expected) => boolean>> = {
  iss: ({ iss }, { issuer }) => iss === issuer,
  aud: ({ aud }, { clientId }) => [aud].flat().includes(clientId),
  azp: ({ azp, aud }, { clientId }) => (azp ?? [aud].flat().join(" ")) === clientId,
  exp: ({ exp }, { now }) => isNumber(exp) && exp > now - tolerance,
  iat: ({ iat }, { now }) => isNumber(iat) && iat < now + tolerance,
  nbf: ({ nbf }, { now }) => nbf === undefined || (isNumber(nbf) && nbf < now + tolerance),
  nonce: ({ nonce }, expected) => nonce === expected.nonce,
  auth_time: ({ auth_time: at }, { now }) => isNumber(at) && now - at < freshFor + tolerance,
  acr: (claims, expected) => isStrong(claims, expected),
  id_assurance_level: ({ id_assurance_level: level }, expected) => Number(level) >= expected.minimumIdentityAssurance,
};

const usedClaims = z.looseObject({
  sub: z.string().min(1),
  sid: z.string().optional(),
  selected_roleid: z.string().optional(),
});

export type IdToken = z.infer<typeof usedClaims>;

/** The claims of an ID token that stands up to every check. Throws a Problem that names the first one it does not. */
export async function checkIdToken(
  token: string,
  keys: SigningKeys,
  settings: Settings,
  { nonce }: { nonce: string },
): Promise<IdToken> {
  await jose.compactVerify(token, await keys.find(token), { algorithms: ["RS256"] });
  const claims: Claims = jose.decodeJwt(token);
  const expected = { ...settings, nonce, now: Date.now() / 1000 };
  for (const [claim, holds] of Object.entries(checks)) {
    if (!holds(claims, expected)) throw refused(`${claim} of the ID token is not right`);
  }
  const used = usedClaims.safeParse(claims);
  if (!used.success) throw refused("sub, sid or selected_roleid of the ID token is not right");
  return used.data;
}

/** How the person was authenticated: one of the ways asked for, at the level asked for. Levels come as 3 or as "3". */
function isStrong({ acr, authentication_assurance_level: level }: Claims, expected: Expected): boolean {
  const asked = typeof acr === "string" && expected.acrValues.includes(acr);
  return asked && Number(level) >= expected.minimumAuthenticationAssurance;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
