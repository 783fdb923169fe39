import * as client from "openid-client";
import type { Cis2, PendingSignIn } from "./cis2.ts";
import { checkIdToken } from "./id-token.ts";
import { personOf } from "./person.ts";
import { refused } from "./problem.ts";
import type { Session } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import type { SigningKeys } from "./signing-keys.ts";

export interface SignInsOptions {
  readonly settings: Settings;
  readonly cis2: Cis2;
  readonly keys: SigningKeys;
}

const mostPending = 1000;

/** Sign-ins under way, each known to one browser by a cookie, and good for one return. */
export class SignIns {
  readonly #options: SignInsOptions;
  readonly #pending = new Map<string, PendingSignIn>();

  constructor(options: SignInsOptions) {
    this.#options = options;
  }

  /** Gives the cookie's value, and where to send the browser. */
  async begin(scope: readonly string[]): Promise<{ id: string; url: URL }> {
    const id = client.randomState();
    const pending = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const [oldest] = this.#pending.keys();
    if (this.#pending.size >= mostPending && oldest !== undefined) this.#pending.delete(oldest);
    this.#pending.set(id, pending);
    return { id, url: await this.#options.cis2.authorizationUrl(pending, scope) };
  }

  /** Each once. Throws a Problem if this browser began no sign-in with the state that came back. */
  take(id = "", callback: URLSearchParams): PendingSignIn {
    const known = id;
    const pending = this.#pending.get(known);
    if (pending === undefined) throw refused("this browser began no sign-in");
    this.#pending.delete(known);
    if (callback.get("state") !== pending.state) throw refused("state is not the one of the request");
    return pending;
  }

  /** Who signed in. Throws a Problem where anything is not as it should be, and asks userinfo only of a good ID token. */
  async finish(pending: PendingSignIn, callback: URLSearchParams): Promise<Session> {
    const { cis2, keys, settings } = this.#options;
    const tokens = await cis2.exchange(cis2.codeOf(callback), pending);
    const claims = await checkIdToken(tokens.id_token, keys, settings, pending);
    const userinfo = await cis2.userinfo(tokens.access_token, claims.sub);
    return { person: personOf(claims, userinfo), sid: claims.sid, idToken: tokens.id_token };
  }
}
