import { setTimeout as wait } from "node:timers/promises";
import type { Journal } from "../control/journal.ts";
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

/** What came of one delivery: the relying party's status, or why there is none. */
export type LogoutAnswer = { readonly status: number } | { readonly error: string };

export interface BackchannelLogoutOptions extends LogoutTokenServices {
  readonly journal: Journal;
}

const attemptMs = 10_000;

/** Delivers logout tokens (OpenID Connect Back-Channel Logout 1.0), again where a relying party does not take one. */
export class BackchannelLogout {
  readonly #options: BackchannelLogoutOptions;
  readonly #closing = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #last = new Map<string, string>();

  constructor(options: BackchannelLogoutOptions) {
    this.#options = options;
  }

  /** Resolves after the first attempt; those that follow a failure go on by themselves. */
  async deliver(logout: Logout): Promise<void> {
    if (await this.#attempt(logout, 1)) return;
    const retries = this.#retry(logout).finally(() => this.#underWay.delete(retries));
    this.#underWay.add(retries);
  }

  /** Sends a logout token a single time; the token of before where there is one and `again` is asked for. */
  async send({ fault, again, ...logout }: SingleLogout): Promise<LogoutAnswer> {
    const before = again ? this.#last.get(logout.clientId) : undefined;
    const token = before ?? (await logoutToken(logout, this.#options, fault));
    return this.#post(logout, 1, () => Promise.resolve(token));
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

  async #attempt(logout: Logout, attempt: number): Promise<boolean> {
    const answer = await this.#post(logout, attempt, () => logoutToken(logout, this.#options));
    return "status" in answer && isTaken(answer.status);
  }

  async #post(
    { clientId, uri, sub, sid }: Logout,
    attempt: number,
    make: () => Promise<string>,
  ): Promise<LogoutAnswer> {
    const note = { type: "logout", clientId, sub, sid, attempt } as const;
    try {
      const token = await make();
      this.#last.set(clientId, token);
      const body = new URLSearchParams({ logout_token: token });
      const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(attemptMs)]);
      const answer = await fetch(uri, { method: "POST", body, signal, redirect: "error" });
      await answer.body?.cancel();
      this.#options.journal.emit({ ...note, status: answer.status, delivered: isTaken(answer.status) });
      return { status: answer.status };
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
