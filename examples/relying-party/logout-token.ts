import * as jose from "jose";
import { z } from "zod";
import { refused } from "./problem.ts";
import type { Settings } from "./settings.ts";
import type { SigningKeys } from "./signing-keys.ts";

type Claims = Readonly<Record<string, unknown>>;
type Expected = Settings & { readonly now: number };

const tolerance = 5;
const freshFor = 300;
const event = "http://schemas.openid.net/event/backchannel-logout";

/** Each has to hold (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
const checks: Readonly<Record<string, (claims: Claims, expected: Expected) => boolean>> = {
  iss: ({ iss }, { issuer }) => iss === issuer,
  aud: ({ aud }, { clientId }) => [aud].flat().includes(clientId),
  "iat in the future": ({ iat }, { now }) => isNumber(iat) && iat < now + tolerance,
  "iat long ago": ({ iat }, { now }) => isNumber(iat) && now - iat < freshFor + tolerance,
  exp: ({ exp }, { now }) => exp === undefined || (isNumber(exp) && exp > now - tolerance),
  events: ({ events }) => typeof events === "object" && events !== null && event in events,
  nonce: ({ nonce }) => nonce === undefined,
  "sub and sid": ({ sub, sid }) => typeof (sid ?? sub) === "string",
};

const usedClaims = z.object({ jti: z.string().min(1), sub: z.string().optional(), sid: z.string().optional() });

export type LogoutToken = z.infer<typeof usedClaims>;

/** Judges logout tokens, and remembers those that were taken for as long as they could be sent again. */
export class LogoutTokens {
  readonly #keys: SigningKeys;
  readonly #settings: Settings;
  readonly #taken = new Map<string, number>();

  constructor(keys: SigningKeys, settings: Settings) {
    this.#keys = keys;
    this.#settings = settings;
  }

  /** Throws a Problem that names the first check that does not hold. */
  async take(token: string): Promise<LogoutToken> {
    await jose.compactVerify(token, await this.#keys.find(token), { algorithms: ["RS256"] });
    const claims: Claims = jose.decodeJwt(token);
    const now = Date.now() / 1000;
    for (const [claim, holds] of Object.entries(checks)) {
      if (!holds(claims, { ...this.#settings, now })) throw refused(`${claim} of the logout token is not right`);
    }
    const taken = usedClaims.safeParse(claims);
    if (!taken.success) throw refused("the logout token has no jti");
    for (const [jti, at] of this.#taken) if (now - at > 2 * freshFor) this.#taken.delete(jti);
    if (this.#taken.has(taken.data.jti)) throw refused("the logout token was used before");
    this.#taken.set(taken.data.jti, now);
    return taken.data;
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
