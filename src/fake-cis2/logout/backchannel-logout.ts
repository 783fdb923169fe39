import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { SignJWT } from "jose";
import type { Activity } from "../control/activity.ts";
import { privateKeyOf, type SigningKeys } from "../provider/signing-keys.ts";
import type { Settings } from "../settings/settings.ts";

export interface Logout {
  readonly clientId: string;
  readonly issuer: string;
  /** The relying party's back-channel logout address. */
  readonly uri: string;
  readonly sub: string;
  readonly sid: string | undefined;
}

export interface BackchannelLogoutOptions {
  readonly signingKeys: SigningKeys;
  readonly settings: Settings;
  readonly activity: Activity;
}

const attemptMs = 10_000;

/** Delivers logout tokens (OpenID Connect Back-Channel Logout 1.0), again where a relying party does not take one. */
export class BackchannelLogout {
  readonly #options: BackchannelLogoutOptions;
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<void>>();

  constructor(options: BackchannelLogoutOptions) {
    this.#options = options;
  }

  /** Resolves after the first attempt; those that follow a failure go on by themselves. */
  async deliver(logout: Logout): Promise<void> {
    if (await this.#attempt(logout, 1)) return;
    const retries = this.#retry(logout).finally(() => this.#underWay.delete(retries));
    this.#underWay.add(retries);
  }

  /** Gives up what is still to be delivered. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#underWay);
  }

  async #retry(logout: Logout): Promise<void> {
    for (const [index, seconds] of this.#options.settings.logoutRetries.entries()) {
      const { signal } = this.#closing;
      const waited = await wait(seconds * 1000, true, { signal }).catch(() => false);
      if (!waited || (await this.#attempt(logout, index + 2))) return;
    }
  }

  /** Whether the relying party took the token: it answers 200, or 204 (section 2.8). */
  async #attempt(logout: Logout, attempt: number): Promise<boolean> {
    const { clientId, uri, sub, sid } = logout;
    const note = { type: "logout", clientId, sub, sid, attempt } as const;
    try {
      const body = new URLSearchParams({ logout_token: await this.#token(logout) });
      const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(attemptMs)]);
      const { status } = await fetch(uri, { method: "POST", body, signal, redirect: "error" });
      const delivered = status === 200 || status === 204;
      this.#options.activity.emit({ ...note, status, delivered });
      return delivered;
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const reason = cause instanceof Error ? cause.message : String(cause);
      this.#options.activity.emit({ ...note, error: reason, delivered: false });
      return false;
    }
  }

  async #token({ clientId, issuer, sub, sid }: Logout): Promise<string> {
    const { signingKeys, settings } = this.#options;
    const [key] = (await signingKeys.current()).keys;
    if (!key) throw new TypeError("there is no signing key");
    const token = new SignJWT({
      ...(settings.logoutTokenSid && sid !== undefined ? { sid } : {}),
      events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    })
      .setProtectedHeader({ alg: settings.logoutTokenAlgorithm, typ: settings.logoutTokenType, kid: key.kid ?? "" })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setSubject(sub)
      .setIssuedAt()
      .setJti(randomUUID());
    if (settings.logoutTokenExpires) token.setExpirationTime("2m");
    return token.sign(privateKeyOf(key));
  }
}
