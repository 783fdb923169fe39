import { type Assertion, SignInSession } from "../../../../client/index.ts";
import { type ControlOptions, ControlClient } from "../../../../control-api/index.ts";
import { silentLogger } from "../../../../foundation/logger.ts";
import { PersonaReaders } from "../../../desktop/persona-readers.ts";
import { defaultReaderNames, serveDesktop, type ServedDesktop } from "../../../desktop/serve-desktop.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../../../embedded-cis2.ts";
import { exampleRelyingParty } from "../../../relying-party/example-relying-party.ts";
import { type RelyingPartyResult, StrictRelyingParty } from "../../../relying-party/strict-relying-party.ts";
import { PanelChanges, servePanel } from "../../serve-panel.ts";
import { SignInWatch } from "../sign-in-watch.ts";
import type { TimelineLimits } from "../timeline.ts";

const persona = "one-role";

/** A fake CIS2 with a desktop and a control API, whose sign-ins are watched as a control panel watches them. */
export class WatchedDesktop implements AsyncDisposable {
  readonly embedded: EmbeddedCis2;
  readonly watch: SignInWatch;
  readonly control: ControlClient;
  /** Where the control panel is. */
  readonly panel: string;
  /** The addresses of the passcode windows that came up. */
  readonly windows: string[];
  readonly #desktop: ServedDesktop;

  private constructor(
    parts: Pick<WatchedDesktop, "embedded" | "watch" | "control" | "windows" | "panel">,
    desktop: ServedDesktop,
  ) {
    ({
      embedded: this.embedded,
      watch: this.watch,
      control: this.control,
      windows: this.windows,
      panel: this.panel,
    } = parts);
    this.#desktop = desktop;
  }

  static async start(
    limits: Partial<TimelineLimits> = {},
    profile = "piv",
    control: ControlOptions = { port: 0 },
  ): Promise<WatchedDesktop> {
    const watch = new SignInWatch(limits);
    const windows: string[] = [];
    const onReset: (() => Promise<void>)[] = [];
    const embedded = await startEmbeddedCis2({
      relyingParties: [exampleRelyingParty],
      control,
      watch,
      onReset: async () => {
        for (const reset of onReset) await reset();
      },
    });
    const readers = new PersonaReaders({ readers: defaultReaderNames, issueCard: embedded.issueCard });
    const options = { persona, profile, portServicePorts: [0], showWindow: (url: string) => void windows.push(url) };
    const { cis2, clock } = embedded;
    const desktop = await serveDesktop(options, readers, { cis2, clock, logger: silentLogger, watch: watch.desktop });
    onReset.push(() => desktop.reset());
    const client = new ControlClient(embedded.controlOrigin ?? "");
    const panel = await servePanel(
      { port: 0 },
      {
        embedded,
        beside: { readerControl: readers, timeline: watch.timeline },
        personaReaders: readers,
        changes: new PanelChanges(),
        logger: silentLogger,
      },
    );
    const close = async () => {
      await panel.close();
      await desktop.close();
    };
    return new WatchedDesktop(
      { embedded, watch, control: client, windows, panel: panel.origin },
      { ...desktop, close },
    );
  }

  get passcode(): string {
    return this.embedded.persona(persona).card.passcode;
  }

  /**
   * A sign-in as a browser makes one, with these passcodes typed one after the other. Resolves to what the relying party
   * knows, and to the secrets on the way.
   */
  async signIn(
    passcodes: readonly string[] = [this.passcode],
  ): Promise<RelyingPartyResult & { secrets: readonly string[] }> {
    const { begun, session } = await this.begin();
    const state = await session.sendAssertion(await this.assertionOf(session, passcodes));
    const callback = await session.finish(state);
    const result = await begun.finish(callback);
    return { ...result, secrets: [callback.searchParams.get("code") ?? "", result.idToken] };
  }

  /** Up to the page that asks for the card. */
  async begin() {
    const relyingParty = await StrictRelyingParty.discover({
      issuer: this.embedded.cis2.networks.internet.issuer,
      clientId: exampleRelyingParty.clientId,
      redirectUri: exampleRelyingParty.redirectUris[0],
      authentication: { method: "client_secret_post", secret: exampleRelyingParty.clientSecret },
      scope: "openid profile",
    });
    const begun = await relyingParty.begin();
    const session = new SignInSession({ redirectUri: begun.redirectUri });
    await session.start(begun.authorizationUrl);
    await session.chooseSmartcard();
    return { begun, session };
  }

  /** What the desktop's client gives the page. Rejects with its answer's text if that refuses. */
  async assertionOf(session: SignInSession, passcodes: readonly string[]): Promise<Assertion> {
    const body = JSON.stringify({ challenge: await session.challenge(), relyingParty: "Example" });
    const seen = this.windows.length;
    const headers = { "content-type": "application/json", origin: session.origin };
    const port = await this.#userServicePort();
    const asked = fetch(`http://localhost:${port}/authentication/authenticate`, { method: "POST", headers, body });
    const answered = asked.then(() => true);
    const turn = () => new Promise<boolean>((resolve) => setImmediate(resolve, false));
    while (this.windows.length === seen && !(await Promise.race([answered, turn()])));
    for (const passcode of passcodes) await this.#type(this.windows.at(-1) ?? "", passcode);
    const answer = await asked;
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return JSON.parse(text) as Assertion;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#desktop.close();
    await this.embedded.close();
  }

  async #type(url: string, passcode: string): Promise<void> {
    const body = new URLSearchParams({ passcode });
    await fetch(url, { method: "POST", body, headers: { origin: new URL(url).origin }, redirect: "manual" });
  }

  async #userServicePort(): Promise<number> {
    const headers = { origin: this.embedded.cis2.networks.internet.origin };
    const answer = await fetch(`http://localhost:${this.#desktop.portServicePort}/PRS/GetPortNumber`, { headers });
    return Number(/\d{4,5}/.exec(await answer.text())?.[0]);
  }
}
