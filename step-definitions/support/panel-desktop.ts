import { type Assertion, SignInSession } from "../../src/client/index.ts";
import { ControlClient, type SignInFile } from "../../src/control-api/index.ts";
import { exampleRelyingParty, serveFakeCis2, type Serving, StrictRelyingParty } from "../../src/harness/index.ts";
import { silentLogger } from "../../src/foundation/logger.ts";
import { type Page, PageSession } from "./page-session.ts";
import { PanelPage } from "./panel-page.ts";

const mistyped = "000000";

/** A desktop as `serve` has it, with its control panel and a person who signs in. */
export class PanelDesktop implements AsyncDisposable {
  readonly #serving: Serving;
  readonly #passcodes: string[];
  readonly control: ControlClient;

  private constructor(serving: Serving, passcodes: string[]) {
    this.#serving = serving;
    this.#passcodes = passcodes;
    this.control = new ControlClient(serving.ready.controlApi ?? "");
  }

  static async start(profile: string, persona: string): Promise<PanelDesktop> {
    const passcodes: string[] = [];
    const serving = await serveFakeCis2({
      host: "127.0.0.1",
      ports: { internet: 0, hscn: 0 },
      logger: silentLogger,
      control: { port: 0 },
      panel: { port: 0 },
      desktop: {
        ...{ persona, profile, portServicePorts: [0] },
        showWindow: (url) => void typeInto(url, passcodes.splice(0)),
      },
    });
    return new PanelDesktop(serving, passcodes);
  }

  async passcode(persona: string): Promise<string> {
    const { card } = (await this.control.personas())[persona] ?? {};
    return card?.passcode ?? "";
  }

  /** Signs in, with the passcode mistyped before if wanted. Rejects with what CIS2 refuses it with. */
  async signIn(passcode: string, { mistypes = false } = {}): Promise<void> {
    this.#passcodes.push(...(mistypes ? [mistyped] : []), passcode);
    const [redirectUri] = exampleRelyingParty.redirectUris;
    const relyingParty = await StrictRelyingParty.discover({
      issuer: this.#serving.ready.issuer,
      clientId: exampleRelyingParty.clientId,
      redirectUri,
      authentication: { method: "client_secret_post", secret: exampleRelyingParty.clientSecret },
      scope: "openid profile",
    });
    const { authorizationUrl, finish } = await relyingParty.begin();
    const session = new SignInSession({ redirectUri });
    await session.start(authorizationUrl);
    await session.chooseSmartcard();
    const challenge = await session.challenge();
    const answer = await this.#askClient("authentication/authenticate", { challenge });
    await finish(await session.finish(await session.sendAssertion(answer as Assertion)));
  }

  /** Asks for a security code for the card in the reader, as the page of the card services does. Resolves to the request. */
  async requestSecurityCode(): Promise<string> {
    const { request } = (await this.#askClient("credentials/unlock-code", {})) as { request: string };
    return request;
  }

  /** Unlocks the card in the reader with a security code, and enters the new passcode twice. */
  async unlock(request: string, code: string, passcode: string): Promise<void> {
    this.#passcodes.push(passcode, passcode);
    await this.#askClient("credentials/unlock", { request, code });
  }

  /** The one that was sent last for the card in the first reader. */
  async securityCode(): Promise<string> {
    const { card } = ((await this.control.readers()) as { card?: { serial: string } }[])[0] ?? {};
    return (await this.control.unlockMessage(card?.serial ?? "")).code;
  }

  /** A page of the panel, such as `faults`. */
  open(path: string): Promise<PanelPage> {
    return PanelPage.open(new URL(path, this.#serving.ready.panel));
  }

  /** Sends a browser from the example's relying party, or from another, to CIS2. Resolves to the page at which it ends. */
  async arrive(parameters: Readonly<Record<string, string>>): Promise<Page> {
    const [redirectUri] = exampleRelyingParty.redirectUris;
    const { clientId } = exampleRelyingParty;
    const asked = { response_type: "code", scope: "openid", client_id: clientId, redirect_uri: redirectUri };
    const query = new URLSearchParams({ ...asked, ...parameters }).toString();
    const address = new URL(`${this.#serving.ready.issuer}/authorize?${query}`);
    return new PageSession(fetch, redirectUri).open(address);
  }

  /** The panel's page of the newest sign-in, as HTML. */
  async page(): Promise<string> {
    return (await this.#get(`/sign-ins?id=${await this.#newest()}`)).text();
  }

  /** What the panel gives of it to share. */
  async file(): Promise<SignInFile> {
    return (await (await this.#get(`/sign-ins/file?id=${await this.#newest()}`)).json()) as SignInFile;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#serving.close();
  }

  /** Asks the client on the desktop, as a page of CIS2 does. Resolves to its JSON. */
  async #askClient(path: string, body: unknown): Promise<unknown> {
    const headers = { "content-type": "application/json", origin: new URL(this.#serving.ready.issuer).origin };
    const found = await fetch(this.#serving.ready.portService ?? "", { headers });
    const port = /\d{4,5}/.exec(await found.text())?.[0] ?? "";
    const url = `http://localhost:${port}/${path}`;
    return (await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })).json();
  }

  async #newest(): Promise<number> {
    return (await this.control.signIns()).signIns[0]?.id ?? 0;
  }

  #get(path: string): Promise<Response> {
    return fetch(`${this.#serving.ready.panel ?? ""}${path}`);
  }
}

/** The person at a passcode window: one passcode after the other. */
async function typeInto(url: string, passcodes: readonly string[]): Promise<void> {
  for (const passcode of passcodes) {
    const body = new URLSearchParams({ passcode });
    await fetch(url, { method: "POST", body, headers: { origin: new URL(url).origin }, redirect: "manual" });
  }
}
