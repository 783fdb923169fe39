import { createHash } from "node:crypto";
import type { Clock } from "../../foundation/clock.ts";
import type { Random } from "../../foundation/random.ts";
import type { Store } from "../../store/store.ts";
import type { AccessTokenRecord, Grant, IssuedTokens, RefreshTokenRecord, TokenLives } from "./token-records.ts";

/** How long the store remembers a token beyond its life, so that it is known to have expired. */
const rememberedSeconds = 86_400;

export type AccessTokenState = { readonly grant: Grant } | "expired" | "invalid";
export type RefreshTokenState = { readonly grant: Grant; readonly count: number } | "expired" | "invalid";

/** The tokens the platform has issued. The store has their digests only. */
export class Tokens {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(store: Store, clock: Clock, random: Random) {
    this.#store = store;
    this.#clock = clock;
    this.#random = random;
  }

  /** Issues the first tokens of a sign-in; those of the combined pattern end with the CIS2 session `sid`. */
  async issue(grant: Omit<Grant, "id" | "firstIssued">, lives: TokenLives): Promise<IssuedTokens> {
    const whole = { ...grant, id: this.#newToken(), firstIssued: this.#now() };
    await this.#store.set(grantEntry(whole.id), whole, lives.refreshTokenMs / 1000 + rememberedSeconds);
    const { sid } = grant.claims;
    if (grant.pattern === "combined" && typeof sid === "string") {
      await this.#store.include(sessionEntry(sid), whole.id, lives.refreshTokenMs / 1000 + rememberedSeconds);
    }
    return this.#issueFor(whole.id, 0, lives);
  }

  async accessToken(token: string): Promise<AccessTokenState> {
    const record = (await this.#store.get(accessEntry(token))) as AccessTokenRecord | undefined;
    const grant = record && (await this.#grant(record.grant));
    if (!grant) return "invalid";
    return record.expiresAt > this.#now() ? { grant } : "expired";
  }

  async refreshToken(token: string): Promise<RefreshTokenState> {
    const record = (await this.#store.get(refreshEntry(token))) as RefreshTokenRecord | undefined;
    const grant = record && (await this.#grant(record.grant));
    if (!grant) return "invalid";
    return record.expiresAt > this.#now() ? { grant, count: record.count } : "expired";
  }

  /**
   * Uses a refresh token up, and issues the next tokens. Returns undefined if another request has used it meanwhile.
   * @param endAccessToken - also ends the access token issued with it
   */
  async refresh(
    token: string,
    lives: TokenLives,
    { endAccessToken }: { endAccessToken: boolean },
  ): Promise<IssuedTokens | undefined> {
    const record = (await this.#store.get(refreshEntry(token))) as RefreshTokenRecord | undefined;
    if (!record || !(await this.#store.add(`${refreshEntry(token)}:Used`, true, rememberedSeconds))) return undefined;
    await this.#store.delete(refreshEntry(token));
    if (endAccessToken) await this.#store.delete(record.accessToken);
    return this.#issueFor(record.grant, record.count + 1, lives);
  }

  /** Ends all tokens of a CIS2 session. Returns false if there are none. */
  async endSession(sid: string): Promise<boolean> {
    const grants = await this.#store.members(sessionEntry(sid));
    for (const id of grants) await this.#store.delete(grantEntry(id));
    await this.#store.delete(sessionEntry(sid));
    return grants.length > 0;
  }

  async #issueFor(grant: string, count: number, lives: TokenLives): Promise<IssuedTokens> {
    const [accessToken, refreshToken] = [this.#newToken(), this.#newToken()];
    const access = { grant, expiresAt: this.#now() + lives.accessTokenMs } satisfies AccessTokenRecord;
    const refresh = {
      grant,
      count,
      accessToken: accessEntry(accessToken),
      expiresAt: this.#now() + lives.refreshTokenMs,
    } satisfies RefreshTokenRecord;
    await this.#store.set(accessEntry(accessToken), access, lives.accessTokenMs / 1000 + rememberedSeconds);
    await this.#store.set(refreshEntry(refreshToken), refresh, lives.refreshTokenMs / 1000 + rememberedSeconds);
    return {
      accessToken,
      expiresIn: wholeSeconds(lives.accessTokenMs),
      refreshToken,
      refreshTokenExpiresIn: wholeSeconds(lives.refreshTokenMs),
      refreshCount: String(count),
    };
  }

  async #grant(id: string): Promise<Grant | undefined> {
    return (await this.#store.get(grantEntry(id))) as Grant | undefined;
  }

  #newToken(): string {
    return Buffer.from(this.#random.bytes(21)).toString("base64url");
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

/** Apigee counts what is left after it has issued the token: 599 of ten minutes. */
function wholeSeconds(milliseconds: number): string {
  return String(Math.max(0, Math.floor((milliseconds - 1) / 1000)));
}

const digest = (text: string) => createHash("sha256").update(text).digest("base64url");
const grantEntry = (id: string) => `ApiPlatform:Grant:${id}`;
const accessEntry = (token: string) => `ApiPlatform:AccessToken:${digest(token)}`;
const refreshEntry = (token: string) => `ApiPlatform:RefreshToken:${digest(token)}`;
const sessionEntry = (sid: string) => `ApiPlatform:Session:${digest(sid)}`;
