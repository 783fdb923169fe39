import assert from "node:assert/strict";
import { startLocalService, type Assertion, type LocalService, type SignInSession } from "../../src/client/index.ts";
import type { TestkitWorld } from "./world.ts";

/** The smartcard client of the person's desktop, with the person at its passcode windows. */
export class DesktopClient {
  readonly #world: TestkitWorld;
  readonly #service: LocalService;
  readonly #session: SignInSession;
  #windows = 0;
  #acts = Promise.resolve();
  /** What the person does at the next window. */
  cancels = false;

  private constructor(world: TestkitWorld, session: SignInSession, service: LocalService) {
    this.#world = world;
    this.#session = session;
    this.#service = service;
  }

  static async start(world: TestkitWorld): Promise<DesktopClient> {
    const { cis2 } = await world.cis2.embedded();
    const session = await world.signIns.startSession();
    const client: { current?: DesktopClient } = {};
    const service = await startLocalService({
      readers: world.desktop.readers,
      origins: [cis2.networks[world.cis2.network].origin],
      portServicePorts: [0],
      clock: world.clock,
      identityAgent: world.signIns.client?.kind === "identity-agent",
      showWindow: (url) => {
        client.current?.atWindow(url);
      },
    });
    client.current = new DesktopClient(world, session, service);
    return client.current;
  }

  get windows(): number {
    return this.#windows;
  }

  /** The page's call to the user's own service. */
  async authenticate(): Promise<Response> {
    return fetch(`http://localhost:${this.#service.userServicePort}/authentication/authenticate`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: this.#session.origin },
      body: JSON.stringify({ challenge: await this.#session.challenge(), relyingParty: "Test system" }),
    });
  }

  async signIn(): Promise<void> {
    const response = await this.authenticate();
    assert.equal(response.status, 200, await response.clone().text());
    const state = await this.#session.sendAssertion((await response.json()) as Assertion);
    const callback = await this.#session.finish(state);
    assert.ok(callback.searchParams.has("code"), callback.search);
  }

  /** Goes to CIS2 again in the same browser; resolves to whether it asks for the card. */
  async openAnotherSystem(prompt: "login" | undefined): Promise<"asks" | "signed in"> {
    const relyingParty = await this.#world.cis2.relyingParty();
    const { authorizationUrl } = await relyingParty.begin();
    if (prompt === undefined) authorizationUrl.searchParams.delete("prompt");
    else authorizationUrl.searchParams.set("prompt", prompt);
    const arrival = await this.#session.start(authorizationUrl);
    if (arrival instanceof URL) return "signed in";
    if (arrival.step === "authenticator") await this.#session.chooseSmartcard();
    return "asks";
  }

  async close(): Promise<void> {
    await this.#acts;
    await this.#service.close();
  }

  /** The person at a window that has come up. */
  atWindow(url: string): void {
    this.#windows += 1;
    const { passcode } = this.#world.card.persona.card;
    const body = new URLSearchParams(this.cancels ? { cancel: "cancel" } : { passcode });
    this.cancels = false;
    const act = fetch(url, { method: "POST", body, headers: { origin: new URL(url).origin } });
    this.#acts = this.#acts.then(() => act.then(() => undefined));
  }
}
