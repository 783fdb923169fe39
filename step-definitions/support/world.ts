import assert from "node:assert/strict";
import { setDefaultTimeout, setWorldConstructor, World } from "@cucumber/cucumber";
import {
  authenticate,
  type Assertion,
  type ClientIdentity,
  openSmartcard,
  SignInSession,
  type SignInOptions,
  type Smartcard,
} from "../../src/client/index.ts";
import {
  type EmbeddedCis2,
  type PersonaCard,
  type SignInOutcome,
  completeSignIn,
  startEmbeddedCis2,
  StrictRelyingParty,
} from "../../src/harness/index.ts";
import { assertionChecks, type NetworkName, type Persona } from "../../src/fake-cis2/index.ts";
import {
  isRealCard,
  currentRealCardRun,
  type Remark,
  currentRelyingPartyRun,
  remarkMediaType,
  stepTimeoutMs,
  type WorldParameters,
} from "../../src/conformance/index.ts";
import { ManualClock } from "../../src/foundation/clock.ts";
import { SeededRandom } from "../../src/foundation/random.ts";
import { type KeyAlgorithm, openKeyStore } from "../../src/pki/index.ts";
import { isTestkitError, type TestkitError } from "../../src/foundation/errors/testkit-error.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { Desktop, type HeldCard } from "./desktop.ts";
import { inProcessReaders, pcscReaders } from "./desktop-readers.ts";
import { keyPool } from "./key-pool.ts";
import { asCustomFetch, publicFetch, publicNetworks } from "./fixed-origins.ts";
import { presentRealCard, realCardReaders } from "./real-card.ts";
import { ScriptedPerson } from "./scripted-person.ts";
import { RecordingFetch } from "./recording-fetch.ts";
import { RelyingPartyUnderTest } from "./relying-party-under-test.ts";
import { RelyingPartySetup } from "./relying-party-setup.ts";

setDefaultTimeout(stepTimeoutMs());

/** Read from disk once for all scenarios. */
const keys = openKeyStore();

/** One scenario: what the system is like, the desktop with its cards, and how the last sign-in ended. */
export class TestkitWorld extends World<WorldParameters> {
  readonly clock = new ManualClock(new Date());
  readonly system = new RelyingPartySetup();
  readonly requests = new RecordingFetch();
  network: NetworkName = "internet";
  /** What tells the scenario from all others, whatever line it stands on. */
  scenario = "";
  person = new ScriptedPerson(undefined);
  /** What the software on the desktop calls itself; the testkit's own client unless a scenario says otherwise. */
  client: ClientIdentity | undefined;
  #desktop: Desktop | undefined;
  #environment: Promise<EmbeddedCis2> | undefined;
  #underTest: RelyingPartyUnderTest | undefined;
  #ending: { readonly success: SignInOutcome } | { readonly refusal: TestkitError } | undefined;

  /** Before the first step: the readers of the target are there, and no card is in them. */
  async setUp(): Promise<void> {
    const { target, vpcdPort } = this.parameters;
    if (target === "relying-party") {
      this.#underTest = new RelyingPartyUnderTest(currentRelyingPartyRun());
      await this.#underTest.run.tidy();
      return;
    }
    if (isRealCard(target)) {
      const trace: string[] = [];
      this.#desktop = new Desktop(
        realCardReaders(currentRealCardRun().card, (line) => trace.push(line)),
        trace,
      );
      this.clock.set(currentRealCardRun().now());
      return;
    }
    this.#desktop = new Desktop(target === "pcsc" ? await pcscReaders(vpcdPort) : inProcessReaders());
  }

  /** Whether the card of the scenario is a real one, or the trace of one. */
  get usesRealCard(): boolean {
    return isRealCard(this.parameters.target);
  }

  get desktop(): Desktop {
    assert.ok(this.#desktop, "the scenario has no desktop");
    return this.#desktop;
  }

  /** The relying party that a vendor has us test. */
  get underTest(): RelyingPartyUnderTest {
    assert.ok(this.#underTest, "no relying party is tested");
    return this.#underTest;
  }

  /** Starts with the first step that needs it, so that the steps before it can say what the system is like. */
  environment(): Promise<EmbeddedCis2> {
    this.#environment ??= this.#startEnvironment();
    return this.#environment;
  }

  async #startEnvironment(): Promise<EmbeddedCis2> {
    const { leaveOutCheck } = this.parameters;
    const embedded = await startEmbeddedCis2({
      keys,
      relyingParties: [this.system.registration],
      clock: this.clock,
      checks: assertionChecks.filter(({ name }) => name !== leaveOutCheck),
      ...(this.usesRealCard && {
        networks: publicNetworks,
        random: new SeededRandom(`${currentRealCardRun().seed}:${this.scenario}`),
      }),
    });
    if (this.usesRealCard) this.requests.send = publicFetch(embedded.cis2);
    return embedded;
  }

  /** Puts into the report what went to and fro, so that a failure can be understood without running it again. */
  async attachEvidence(): Promise<void> {
    const evidence = (await this.#underTest?.evidence()) ?? {
      "HTTP exchanges": this.requests.evidence,
      APDUs: this.#desktop?.trace.join("\n") ?? "",
    };
    for (const [fileName, text] of Object.entries(evidence)) {
      if (text !== "") this.attach(text, { mediaType: "text/plain", fileName });
    }
    const picture = await this.#underTest?.picture();
    if (picture) this.attach(Buffer.from(picture), { mediaType: "image/png", fileName: "A picture of that page" });
  }

  /** Says something of the scenario that is no failure; see `Remark`. */
  remark(verdict: Remark["verdict"], reason: string): void {
    const remark: Remark = { verdict, reason };
    this.attach(JSON.stringify(remark), remarkMediaType);
  }

  async close(): Promise<void> {
    await this.#underTest?.close();
    await this.#desktop?.close();
    await (await this.#environment)?.close();
  }

  /**
   * Puts a persona's card into the reader. A real card is there already, and becomes the persona's. Resolves to "skipped",
   * with the reason remarked, where it cannot be.
   */
  async presentCard(persona: string, profile: string, algorithm?: KeyAlgorithm): Promise<"skipped" | undefined> {
    if (!this.usesRealCard) {
      await this.desktop.insert(await this.issueCard(persona, profile, algorithm));
      return undefined;
    }
    const wanted = { persona, profile, now: this.clock.now(), ...(algorithm && { algorithm }) };
    const card = await presentRealCard(await this.environment(), wanted);
    if (typeof card === "string") {
      this.remark("not applicable", card);
      return "skipped";
    }
    this.desktop.setCardInReader(card);
    return undefined;
  }

  /** A persona by name; where a real card became that persona's, with its holder's user id. */
  async persona(name: string): Promise<Persona> {
    const card = this.#desktop?.card;
    if (this.usesRealCard && card?.personaName === name) return card.persona;
    return (await this.environment()).persona(name);
  }

  /** Issues a persona's card, which does not take its time to make keys. */
  async issueCard(...card: Parameters<EmbeddedCis2["issueCard"]>): Promise<HeldCard> {
    const { issueCard } = await this.environment();
    const issued = await issueCard(...card);
    return { ...issued, card: new VirtualCard(issued.image, { generateKey: await keyPool(keys) }) };
  }

  async issuer(network = this.network): Promise<string> {
    const { cis2 } = await this.environment();
    return cis2.networks[network].issuer;
  }

  async relyingParty(): Promise<StrictRelyingParty> {
    const issuer = await this.issuer();
    const { send } = this.requests;
    return StrictRelyingParty.discover({
      issuer,
      ...this.system.options,
      ...(this.usesRealCard && { fetch: asCustomFetch(send) }),
    });
  }

  /** The card of the scenario, whether it is in the reader or not. */
  get card(): PersonaCard {
    assert.ok(this.desktop.card, "the scenario has no card");
    return this.desktop.card;
  }

  /** The person whose card is in the reader, entering its passcode. */
  holder(): ScriptedPerson {
    return new ScriptedPerson(this.desktop.card?.persona.card.passcode, () => this.desktop.whileTyping());
  }

  /** The person signs in, and how it ends is kept. */
  async signIn(person: ScriptedPerson, choice: Pick<SignInOptions, "role"> = {}): Promise<void> {
    this.person = person;
    const relyingParty = await this.relyingParty();
    const { readers } = this.desktop;
    await this.attempt(() =>
      completeSignIn(relyingParty, {
        readers,
        passcodes: person,
        client: this.client,
        fetch: this.requests.fetch,
        ...choice,
      }),
    );
  }

  async attempt(signIn: () => Promise<SignInOutcome>): Promise<void> {
    try {
      this.#ending = { success: await signIn() };
    } catch (error) {
      if (!isTestkitError(error)) throw error;
      this.#ending = { refusal: error };
    }
  }

  /** The sign-in as the relying party and the person saw it; the scenario fails if it was refused. */
  get signedIn(): SignInOutcome {
    assert.ok(this.#ending, "nobody has signed in yet");
    if ("success" in this.#ending) return this.#ending.success;
    const { code, message } = this.#ending.refusal;
    assert.fail(`the sign-in was refused with ${code}: ${message}`);
  }

  /** Why the sign-in was refused; the scenario fails if it was not. */
  get refusal(): TestkitError {
    assert.ok(this.#ending, "nobody has signed in yet");
    if ("refusal" in this.#ending) return this.#ending.refusal;
    assert.fail("the sign-in was not refused");
  }

  /** A sign-in taken step by step, standing at the point where CIS2 waits for the card. */
  async startSession(): Promise<SignInSession> {
    const relyingParty = await this.relyingParty();
    const { authorizationUrl, redirectUri } = await relyingParty.begin();
    const session = new SignInSession({ redirectUri, fetch: this.requests.fetch });
    await session.start(authorizationUrl);
    await session.chooseSmartcard();
    return session;
  }

  /** Has the card in the reader answer a challenge. */
  answer(challenge: string, origin: string): Promise<Assertion> {
    return authenticate({ readers: this.desktop.readers, passcodes: this.holder(), challenge, origin });
  }

  /** Runs `use` on the card in the reader. */
  async withSmartcard<T>(use: (smartcard: Smartcard) => Promise<T>): Promise<T> {
    const connection = await this.desktop.connect();
    try {
      return await use(await openSmartcard(connection));
    } finally {
      await connection.disconnect();
    }
  }
}

setWorldConstructor(TestkitWorld);
