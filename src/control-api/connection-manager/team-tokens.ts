import { randomBytes } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import type { Context } from "koa";
import { isSameSecret } from "../../foundation/same-secret.ts";

/** The one team there is. Its id is also the token's subject, under which a public client keeps the token. */
export const team = "cis2-testkit";
const cookie = "__Host-session";
const issuer = "cis2-testkit-connection-manager";
const lifetimeSeconds = 3600;

/** The tokens that the Connection Manager gives for a team's secret, which later calls carry as bearer or as cookie. */
export class TeamTokens {
  readonly #key = randomBytes(32);
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Undefined unless the request has `Authorization: SecretAuth <secret>`. */
  async give(ctx: Context): Promise<string | undefined> {
    if (!isSameSecret(ctx.get("authorization"), `SecretAuth ${this.#secret}`)) return undefined;
    const now = Math.floor(Date.now() / 1000);
    const token = await new SignJWT({ team_ids: [team] })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setIssuer(issuer)
      .setSubject(team)
      .setAudience(issuer)
      .setIssuedAt(now)
      .setExpirationTime(now + lifetimeSeconds)
      .sign(this.#key);
    ctx.append(
      "set-cookie",
      `${cookie}=${token}; Path=/; Max-Age=${lifetimeSeconds}; Secure; HttpOnly; SameSite=Strict`,
    );
    return token;
  }

  async accepts(ctx: Context): Promise<boolean> {
    const token = /^Bearer (.+)$/.exec(ctx.get("authorization"))?.[1] ?? ctx.cookies.get(cookie);
    if (token === undefined) return false;
    return jwtVerify(token, this.#key, { issuer, audience: issuer }).then(
      () => true,
      () => false,
    );
  }
}
