import assert from "node:assert/strict";
import {
  authenticate,
  type Assertion,
  type ClientIdentity,
  SignInSession,
  type SignInOptions,
} from "../../src/client/index.ts";
import { isTestkitError, type TestkitError } from "../../src/foundation/errors/testkit-error.ts";
import { completeSignIn, type SignInOutcome } from "../../src/harness/index.ts";
import type { Desktop } from "./desktop.ts";
import type { RecordingFetch } from "./recording-fetch.ts";
import type { ScenarioCis2 } from "./scenario-cis2.ts";
import { ScriptedPerson } from "./scripted-person.ts";

export interface SignInsOptions {
  readonly cis2: ScenarioCis2;
  readonly desktop: () => Desktop;
  readonly requests: RecordingFetch;
}

/** The sign-ins of one scenario, and how the last one ended. */
export class SignIns {
  readonly #options: SignInsOptions;
  #ending: { readonly success: SignInOutcome } | { readonly refusal: TestkitError } | undefined;
  person = new ScriptedPerson(undefined);
  /** What the client says it is. Default: the testkit's own client. */
  client: ClientIdentity | undefined;

  constructor(options: SignInsOptions) {
    this.#options = options;
  }

  /** The person whose card is in the reader, entering its passcode. */
  holder(): ScriptedPerson {
    const desktop = this.#options.desktop();
    return new ScriptedPerson(desktop.card?.persona.card.passcode, () => desktop.whileTyping());
  }

  /** The person signs in, and how it ends is kept. */
  async signIn(person: ScriptedPerson, choice: Pick<SignInOptions, "role"> = {}): Promise<void> {
    this.person = person;
    const { cis2, desktop, requests } = this.#options;
    const relyingParty = await cis2.relyingParty();
    const { readers } = desktop();
    const { client } = this;
    try {
      const options = { readers, passcodes: person, client, fetch: requests.fetch, ...choice };
      this.#ending = { success: await completeSignIn(relyingParty, options) };
    } catch (error) {
      if (!isTestkitError(error)) throw error;
      this.#ending = { refusal: error };
    }
  }

  /** The sign-in as the relying party and the person saw it; the scenario fails if it was refused. */
  get outcome(): SignInOutcome {
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

  /** Begins a sign-in that is taken step by step, as far as where CIS2 waits for the card. */
  async startSession(): Promise<SignInSession> {
    const { cis2, requests } = this.#options;
    const relyingParty = await cis2.relyingParty();
    const { authorizationUrl, redirectUri } = await relyingParty.begin();
    const session = new SignInSession({ redirectUri, fetch: requests.fetch });
    await session.start(authorizationUrl);
    await session.chooseSmartcard();
    return session;
  }

  /** Has the card in the reader answer a challenge. */
  answer(challenge: string, origin: string): Promise<Assertion> {
    return authenticate({ readers: this.#options.desktop().readers, passcodes: this.holder(), challenge, origin });
  }
}
