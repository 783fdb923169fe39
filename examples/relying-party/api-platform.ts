import { type KeyObject, randomUUID } from "node:crypto";
import * as jose from "jose";
import { z } from "zod";
import type { Clock } from "./clock.ts";
import { Problem } from "./problem.ts";
import type { Session } from "./sessions.ts";

/** How this system is registered at the NHS API platform. */
export interface ApiPlatformOptions {
  readonly url: string;
  readonly apiKey: string;
  readonly secret: string;
  readonly privateKey: KeyObject;
  /** The name of that key in the published key set. */
  readonly kid: string;
}

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresAt: number;
}

/** The tokens of one session, and the role in which its person acts. */
type Held = Tokens & { readonly role: string };

const renewedBefore = 60 * 1000;
const rememberedFor = 12 * 60 * 60 * 1000;
const urn = "urn:ietf:params:oauth:";
const signInAgain = "This could not be done. Please sign in again.";
const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.coerce.number(), refresh_token: z.string() });
const greeting = z.object({ message: z.string() });

/** Calls a user-restricted API with a token for the ID token of the person, and keeps the token as long as it is valid. */
export class ApiPlatform {
  readonly #options: ApiPlatformOptions;
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();

  constructor(options: ApiPlatformOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** What the API says to the person of the session. Throws a Problem if nobody is signed in, or a token is refused. */
  async greet(id: string, session: Session | undefined): Promise<string> {
    try {
      if (session === undefined) throw new Problem(signInAgain, "nobody is signed in");
      const { accessToken, role } = await this.#tokensOf(id, session);
      const headers = {
        authorization: `Bearer ${accessToken}`,
        "nhsd-session-urid": role,
        "x-request-id": randomUUID(),
      };
      const response = await fetch(`${this.#options.url}/hello-world/hello/user`, { headers, redirect: "error" });
      if (!response.ok) throw new Problem(signInAgain, `the API answered ${response.status}`);
      return greeting.parse(await response.json()).message;
    } catch (error) {
      this.#held.delete(id);
      throw error;
    }
  }

  async #tokensOf(id: string, session: Session): Promise<Held> {
    const held = this.#held.get(id);
    const tokens = held === undefined ? await this.#exchange(session) : await this.#renew(held);
    for (const [other, { expiresAt }] of this.#held) {
      if (expiresAt + rememberedFor < this.#clock.now()) this.#held.delete(other);
    }
    this.#held.set(id, tokens);
    return tokens;
  }

  async #exchange({ idToken, person }: Session): Promise<Held> {
    const { apiKey, kid, privateKey } = this.#options;
    const assertion = new jose.SignJWT({ jti: randomUUID() })
      .setProtectedHeader({ alg: "RS512", typ: "JWT", kid })
      .setIssuer(apiKey)
      .setSubject(apiKey)
      .setAudience(this.#tokenUrl)
      .setExpirationTime("5m");
    const tokens = await this.#ask({
      grant_type: `${urn}grant-type:token-exchange`,
      subject_token_type: `${urn}token-type:id_token`,
      subject_token: idToken,
      client_assertion_type: `${urn}client-assertion-type:jwt-bearer`,
      client_assertion: await assertion.sign(privateKey),
    });
    return { ...tokens, role: person.role.id };
  }

  /** A minute before it expires, so that no call meets an old one. */
  async #renew(held: Held): Promise<Held> {
    if (held.expiresAt - this.#clock.now() > renewedBefore) return held;
    const { apiKey, secret } = this.#options;
    const tokens = await this.#ask({
      grant_type: "refresh_token",
      refresh_token: held.refreshToken,
      client_id: apiKey,
      client_secret: secret,
    });
    return { ...tokens, role: held.role };
  }

  async #ask(form: Record<string, string>): Promise<Tokens> {
    const response = await fetch(this.#tokenUrl, {
      method: "POST",
      body: new URLSearchParams(form),
      redirect: "error",
    });
    const answer = tokenAnswer.safeParse(await response.json().catch(() => undefined));
    if (!answer.success) throw new Problem(signInAgain, `the API platform answered ${response.status}`);
    const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = answer.data;
    return { accessToken, refreshToken, expiresAt: this.#clock.now() + seconds * 1000 };
  }

  get #tokenUrl(): string {
    return `${this.#options.url}/oauth2/token`;
  }
}
