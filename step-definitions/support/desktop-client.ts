import assert from "node:assert/strict";
import { parse } from "node-html-parser";
import { startLocalService, type Assertion, type LocalService, type SignInSession } from "../../src/client/index.ts";
import type { TestkitWorld } from "./world.ts";

/** The smartcard client of the person's desktop, with the person at its passcode windows. */
export class DesktopClient {
  readonly #world: TestkitWorld;
  readonly #service: LocalService;
  readonly #session: SignInSession;
  #windows = 0;
  #acts = Promise.resolve();
  #window = Promise.withResolvers<string>();
  /** The button that the person selects in the next window. */
  selects: "OK" | "Cancel" | "nothing" = "OK";

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

  /** Resolves to the address of the first passcode window that has come up, once the person sees it. */
  get windowShown(): Promise<string> {
    return this.#window.promise;
  }

  /** What the first passcode window says now. */
  async windowText(): Promise<string> {
    return parse(await (await fetch(await this.windowShown)).text()).structuredText;
  }

  /** The person at a window that has come up. */
  atWindow(url: string): void {
    this.#windows += 1;
    const act = this.#select(this.selects, url);
    this.selects = "OK";
    this.#acts = this.#acts.then(() => act);
  }

  /** Enters the passcode and presses a button of the window, as its form sends them. */
  async #select(label: typeof this.selects, url: string): Promise<void> {
    const page = parse(await (await fetch(url)).text());
    this.#window.resolve(url);
    if (label === "nothing") return;
    const button = page.querySelectorAll("button").find(({ text }) => text.trim() === label);
    assert.ok(button, `the passcode window has no button "${label}"`);
    const body = new URLSearchParams({ passcode: this.#world.card.persona.card.passcode });
    const name = button.getAttribute("name");
    if (name !== undefined) body.set(name, button.getAttribute("value") ?? "");
    const target = new URL(button.closest("form")?.getAttribute("action") ?? "", url);
    await fetch(target, { method: "POST", body, headers: { origin: target.origin } });
  }
}
