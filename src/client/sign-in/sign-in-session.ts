import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { HttpClient, withoutQuery, type HttpAnswer, type HttpClientOptions } from "../network/http-client.ts";
import { parseAnswer, unexpected } from "./cis2-answer.ts";
import { signInChallenge, signInState, type SignInState } from "./exchange.ts";
import type { Assertion } from "./assertion.ts";

const mostRedirects = 20;

export interface SignInSessionOptions extends HttpClientOptions {
  /** Where the relying party wants the browser back. The session stops there and never asks for that page. */
  readonly redirectUri: string | URL;
}

/**
 * One sign-in over HTTP, step by step, without pages. For tests that need to deviate from the normal order; use
 * `signIn` otherwise.
 */
export class SignInSession {
  readonly #http: HttpClient;
  readonly #redirectUri: URL;
  #page: URL | undefined;

  constructor({ redirectUri, ...http }: SignInSessionOptions) {
    this.#http = new HttpClient(http);
    this.#redirectUri = new URL(redirectUri);
  }

  /** The origin of CIS2's page: what the card will sign for. */
  get origin(): string {
    return this.#steps().origin;
  }

  /** Goes where the relying party sends the browser. Resolves to the sign-in's state, or to the callback at once. */
  async start(authorizationUrl: string | URL): Promise<SignInState | URL> {
    const arrival = await this.#follow(new URL(authorizationUrl));
    if (arrival instanceof URL) return arrival;
    const state = parseAnswer(arrival, signInState);
    this.#page = new URL(withoutQuery(arrival.url));
    return state;
  }

  state(): Promise<SignInState> {
    return this.#http.get(this.#steps()).then((answer) => parseAnswer(answer, signInState));
  }

  chooseSmartcard(): Promise<SignInState> {
    return this.#step("authenticator", { authenticator: "smartcard" });
  }

  /** A fresh challenge, base64; chooses the smartcard if nothing is chosen yet. */
  async challenge(): Promise<string> {
    const answer = await this.#http.post(this.#address("challenge"), {});
    return parseAnswer(answer, signInChallenge).challenge;
  }

  /** Sends any value as the assertion, so that tests can send a wrong one. */
  sendAssertion(token: Assertion | Readonly<Record<string, unknown>>): Promise<SignInState> {
    return this.#step("assertion", token);
  }

  chooseRole(roleId: string): Promise<SignInState> {
    return this.#step("role", { roleId });
  }

  cancel(): Promise<SignInState> {
    return this.#step("cancel", {});
  }

  /** Follows a finished sign-in back to the relying party: the callback's address, which is not asked for. */
  async finish(state: SignInState): Promise<URL> {
    if (state.step !== "finished" || !URL.canParse(state.continue, this.#steps().href)) {
      throw new TestkitError("SIGN_IN_STEP", { step: "finished" });
    }
    const arrival = await this.#follow(new URL(state.continue, this.#steps()));
    if (arrival instanceof URL) return arrival;
    throw unexpected(arrival, "it does not lead back to the relying party");
  }

  async #step(name: string, body: unknown): Promise<SignInState> {
    return parseAnswer(await this.#http.post(this.#address(name), body), signInState);
  }

  async #follow(start: URL): Promise<HttpAnswer | URL> {
    let next = start;
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const answer = await this.#http.get(next);
      if (answer.location === undefined) return answer;
      if (this.#isCallback(answer.location)) return answer.location;
      next = answer.location;
    }
    throw new TestkitError("CIS2_ANSWER_UNEXPECTED", {
      status: "a redirect",
      url: withoutQuery(start),
      reason: `more than ${mostRedirects} redirects`,
    });
  }

  #isCallback(url: URL): boolean {
    const { protocol, host, pathname } = this.#redirectUri;
    return url.protocol === protocol && url.host === host && url.pathname === pathname;
  }

  #address(step: string): URL {
    const page = this.#steps();
    return new URL(`${page.pathname.replace(/\/$/, "")}/${step}`, page);
  }

  #steps(): URL {
    if (this.#page === undefined) throw new TestkitError("SIGN_IN_UNKNOWN");
    return this.#page;
  }
}
