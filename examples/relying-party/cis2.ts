import * as client from "openid-client";
import { z } from "zod";
import type { ClientAuthentication } from "./client-authentication.ts";
import type { Clock } from "./clock.ts";
import { oauthProblem, refused } from "./problem.ts";
import type { Settings } from "./settings.ts";

/** What has to be remembered of a sign-in while the person is at CIS2. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

const cachedFor = 60 * 60 * 1000;
const tokenAnswer = z.object({
  token_type: z.string().regex(/^bearer$/i),
  access_token: z.string().min(1),
  id_token: z.string().min(1),
});
const errorAnswer = z.object({ error: z.string() }).catch({ error: "unreadable" });

export type Tokens = z.infer<typeof tokenAnswer>;

/** CIS2 as this system talks to it: authorization code flow, PKCE, and calls from the server alone. */
export class Cis2 {
  readonly #settings: Settings;
  readonly #authentication: ClientAuthentication;
  readonly #clock: Clock;
  #discovered: { readonly configuration: client.Configuration; readonly at: number } | undefined;

  constructor(settings: Settings, authentication: ClientAuthentication, clock: Clock) {
    this.#settings = settings;
    this.#authentication = authentication;
    this.#clock = clock;
  }

  async jwksUri(): Promise<string> {
    return (await this.#configuration()).serverMetadata().jwks_uri ?? "";
  }

  /** Where to send the browser. */
  async authorizationUrl(pending: PendingSignIn, scope: readonly string[]): Promise<URL> {
    return client.buildAuthorizationUrl(await this.#configuration(), {
      response_type: "code",
      redirect_uri: this.#redirectUri,
      scope: scope.join(" "),
      acr_values: this.#settings.acrValues.join(" "),
      prompt: "login",
      max_age: "300",
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: "S256",
    });
  }

  /** The code the browser came back with. Throws a Problem if CIS2 did not send it, or sent an error. */
  codeOf(callback: URLSearchParams): string {
    if (callback.get("iss") !== this.#settings.issuer) throw refused("iss is missing, or is another");
    const error = callback.get("error");
    if (error !== null) throw oauthProblem(error);
    const code = callback.get("code");
    if (code === null) throw refused("the browser came back without a code");
    return code;
  }

  async exchange(code: string, { codeVerifier }: PendingSignIn): Promise<Tokens> {
    const { token_endpoint: endpoint = "" } = (await this.#configuration()).serverMetadata();
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: this.#redirectUri,
      code_verifier: codeVerifier,
      ...(await this.#authentication.parameters(endpoint)),
    });
    const response = await fetch(endpoint, { method: "POST", body, redirect: "error" });
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw oauthProblem(errorAnswer.parse(answer).error);
    const tokens = tokenAnswer.safeParse(answer);
    if (!tokens.success) throw refused("the token answer has no bearer token or no ID token");
    return tokens.data;
  }

  /** Throws where `sub` is not the ID token's. */
  async userinfo(accessToken: string, subject: string): Promise<client.UserInfoResponse> {
    return client.fetchUserInfo(await this.#configuration(), accessToken, subject);
  }

  /** Where the person's session at CIS2 ends. */
  async signOutUrl(idToken: string): Promise<URL> {
    return client.buildEndSessionUrl(await this.#configuration(), {
      id_token_hint: idToken,
      post_logout_redirect_uri: `${this.#settings.baseUrl}/`,
    });
  }

  get #redirectUri(): string {
    return `${this.#settings.baseUrl}/callback`;
  }

  async #configuration(): Promise<client.Configuration> {
    const { issuer, clientId } = this.#settings;
    if (this.#discovered && this.#clock.now() - this.#discovered.at < cachedFor) return this.#discovered.configuration;
    // oxlint-disable-next-line typescript/no-deprecated -- for a fake CIS2 on loopback, which has no TLS
    const execute = issuer.startsWith("http://") ? [client.allowInsecureRequests] : [];
    // It compares the issuer in the document with this one.
    const configuration = await client.discovery(new URL(issuer), clientId, undefined, client.None(), { execute });
    this.#discovered = { configuration, at: this.#clock.now() };
    return configuration;
  }
}
