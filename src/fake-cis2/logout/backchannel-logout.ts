import { setTimeout as wait } from "node:timers/promises";
import type { Journal } from "../journal/journal.ts";
import type { LogoutFaultName } from "./logout-faults.ts";
import { logoutToken, type LogoutSubject, type LogoutTokenServices } from "./logout-token.ts";

export interface Logout extends LogoutSubject {
  /** The relying party's back-channel logout address. */
  readonly uri: string;
}

/** A logout token that is sent once, and may be wrong. */
export interface SingleLogout extends Logout {
  readonly fault?: LogoutFaultName | undefined;
  /** Send the token that this relying party was sent last, once more. */
  readonly again?: boolean | undefined;
}

/** What came of one delivery. */
export type LogoutAnswer =
  // The relying party's.
  | { readonly status: number; readonly cacheControl?: string | undefined }
  // Why there is none.
  | { readonly error: string };

export interface BackchannelLogoutOptions extends LogoutTokenServices {
  readonly journal: Journal;
}

const attemptMs = 10_000;

/** Delivers logout tokens (OpenID Connect Back-Channel Logout 1.0), again if a relying party does not take one. */
export class BackchannelLogout {
  readonly #options: BackchannelLogoutOptions;
  #givenUp = new AbortController();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #last = new Map<string, string>();

  constructor(options: BackchannelLogoutOptions) {
    this.#options = options;
  }

  /** How many deliveries and retries are still under way. */
  get pending(): number {
    return this.#underWay.size;
  }

  /** Resolves after the first attempt; those that follow a failure go on by themselves. */
  async deliver(logout: Logout): Promise<void> {
    const { signal } = this.#givenUp;
    if (await this.#attempt(logout, 1, signal)) return;
    void this.#track(this.#retry(logout, signal));
  }

  /** Sends a logout token a single time; the token of before if there is one and `again` is asked for. */
  async send({ fault, again, ...logout }: SingleLogout): Promise<LogoutAnswer> {
    const before = again ? this.#last.get(logout.clientId) : undefined;
    const token = before ?? (await logoutToken(logout, this.#options, fault));
    return this.#post(logout, 1, this.#givenUp.signal, () => Promise.resolve(token));
  }

  /** Gives up what is still to be delivered, and forgets what was sent. */
  async reset(): Promise<void> {
    await this.close();
    this.#givenUp = new AbortController();
    this.#last.clear();
  }

  /** Gives up what is still to be delivered. */
  async close(): Promise<void> {
    this.#givenUp.abort();
    await Promise.all(this.#underWay);
  }

  async #retry(logout: Logout, signal: AbortSignal): Promise<void> {
    for (const [index, seconds] of this.#options.settings.logoutRetries.entries()) {
      const waited = await wait(seconds * 1000, true, { signal }).catch(() => false);
      if (!waited || (await this.#attempt(logout, index + 2, signal))) return;
    }
  }

  async #attempt(logout: Logout, attempt: number, signal: AbortSignal): Promise<boolean> {
    const answer = await this.#post(logout, attempt, signal, () => logoutToken(logout, this.#options));
    return "status" in answer && isTaken(answer.status);
  }

  #post(logout: Logout, attempt: number, signal: AbortSignal, make: () => Promise<string>): Promise<LogoutAnswer> {
    return this.#track(this.#postOnce(logout, attempt, signal, make));
  }

  /** Lets `close` wait for it. */
  async #track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  async #postOnce(
    { clientId, uri, sub, sid }: Logout,
    attempt: number,
    givenUp: AbortSignal,
    make: () => Promise<string>,
  ): Promise<LogoutAnswer> {
    const note = { type: "logout", clientId, sub, sid, attempt } as const;
    try {
      const token = await make();
      this.#last.set(clientId, token);
      const body = new URLSearchParams({ logout_token: token });
      const signal = AbortSignal.any([givenUp, AbortSignal.timeout(attemptMs)]);
      const answer = await fetch(uri, { method: "POST", body, signal, redirect: "error" });
      await answer.body?.cancel();
      this.#options.journal.emit({ ...note, status: answer.status, delivered: isTaken(answer.status) });
      return { status: answer.status, cacheControl: answer.headers.get("cache-control") ?? undefined };
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const reason = cause instanceof Error ? cause.message : String(cause);
      this.#options.journal.emit({ ...note, error: reason, delivered: false });
      return { error: reason };
    }
  }
}

/** A relying party that takes a token answers 200, or 204 (section 2.8). */
function isTaken(status: number): boolean {
  return status === 200 || status === 204;
}
