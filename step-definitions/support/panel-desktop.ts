import { type Assertion, SignInSession } from "../../src/client/index.ts";
import { ControlClient, type SignInFile } from "../../src/control-api/index.ts";
import { exampleRelyingParty, serveFakeCis2, type Serving, StrictRelyingParty } from "../../src/harness/index.ts";
import { silentLogger } from "../../src/foundation/logger.ts";

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
    const headers = { "content-type": "application/json", origin: session.origin };
    const found = await fetch(this.#serving.ready.portService ?? "", { headers });
    const port = /\d{4,5}/.exec(await found.text())?.[0] ?? "";
    const body = JSON.stringify({ challenge: await session.challenge() });
    const url = `http://localhost:${port}/authentication/authenticate`;
    const answer = await fetch(url, { method: "POST", headers, body });
    await finish(await session.finish(await session.sendAssertion((await answer.json()) as Assertion)));
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
