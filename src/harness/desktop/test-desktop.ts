import { type LocalService, startLocalService } from "../../client/index.ts";
import type { NextSignIn, Persona, RelyingPartyInput } from "../../fake-cis2/index.ts";
import type { PersonaName } from "../../care-identity/directory/persona-names.ts";
import { explainToCaller } from "../../foundation/errors/explain-to-caller.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { type CardProfileName, PcscService, type PcscServiceOptions } from "../../virtual-card/index.ts";
import { PersonaReaders } from "./persona-readers.ts";
import { type EmbeddedCis2, type EmbeddedCis2Options, startEmbeddedCis2 } from "../embedded-cis2.ts";
import { exampleRelyingParty } from "../relying-party/example-relying-party.ts";
import { PasscodeTypist } from "./passcode-typist.ts";

export interface TestDesktopOptions extends Pick<
  EmbeddedCis2Options,
  "clock" | "control" | "logger" | "networks" | "settings"
> {
  /** The systems that sign people in. Default: the example relying party. More can be registered later. */
  readonly relyingParties?: readonly RelyingPartyInput[] | undefined;
  /** How long, in milliseconds, to wait for something to ask for a passcode. Default: 10,000. */
  readonly timeoutMs?: number | undefined;
}

/** How a persona signs in without a card. */
export type WithoutCardChoice = Partial<Pick<NextSignIn, "authenticator" | "roleId" | "clientId" | "lasting">>;

interface TestDesktopParts {
  readonly embedded: EmbeddedCis2;
  readonly service: LocalService;
  readonly personaReaders: PersonaReaders;
  readonly person: PasscodeTypist;
}

const reader = "Reader 1";

/**
 * A desktop for your own test, with nothing outside this process: a reader, personas' cards, the client's local
 * service, and the fake CIS2 whose pages find it. A browser does the rest. Its errors have code and cure in their
 * message, and the stack starts at the line of the test.
 */
export class TestDesktop {
  readonly #embedded: EmbeddedCis2;
  readonly #service: LocalService;
  readonly #person: PasscodeTypist;
  readonly #personaReaders: PersonaReaders;
  readonly #registered: RelyingPartyInput[] = [];
  #pcsc: Promise<PcscService> | undefined;
  #inserted: Persona | undefined;

  private constructor({ embedded, service, personaReaders, person }: TestDesktopParts) {
    this.#embedded = embedded;
    this.#service = service;
    this.#personaReaders = personaReaders;
    this.#person = person;
  }

  /** Rejects with PORT_TAKEN and CONFIGURATION_INVALID, and then leaves nothing open. */
  static start(options: TestDesktopOptions = {}): Promise<TestDesktop> {
    return explainToCaller(() => this.#start(options));
  }

  static async #start(options: TestDesktopOptions): Promise<TestDesktop> {
    const { relyingParties = [exampleRelyingParty], timeoutMs = 10_000, ...rest } = options;
    let desktop: TestDesktop | undefined;
    const embedded = await startEmbeddedCis2({
      ...rest,
      relyingParties,
      localServicePorts: () => (desktop ? [desktop.#service.portServicePort] : []),
      onReset: async () => {
        if (desktop) await desktop.#resetDesktop();
      },
    });
    try {
      const person = new PasscodeTypist(timeoutMs);
      const personaReaders = new PersonaReaders({ readers: [reader], issueCard: embedded.issueCard });
      const service = await startLocalService({
        readers: personaReaders.source,
        origins: Object.values(embedded.cis2.networks).map(({ origin }) => origin),
        portServicePorts: [0],
        showWindow: (_url, window) => {
          person.show(window);
        },
        clock: embedded.clock,
        logger: rest.logger,
      });
      desktop = new TestDesktop({ embedded, service, personaReaders, person });
      return desktop;
    } catch (error) {
      await embedded.close();
      throw error;
    }
  }

  /** The issuer to set the system up with; its discovery document is below. */
  get issuer(): string {
    return this.#embedded.cis2.networks.internet.issuer;
  }

  /** The port on localhost where the local service answers CIS2's pages, for a test that has no browser to find it. */
  get userServicePort(): number {
    return this.#service.userServicePort;
  }

  /** The fake CIS2 itself, with its authorities and people. */
  get embedded(): EmbeddedCis2 {
    return this.#embedded;
  }

  /**
   * Registers a system that signs people in, for as long as the desktop is open: a reset does not undo it. Rejects with
   * CONFIGURATION_INVALID.
   */
  register(relyingParty: RelyingPartyInput): Promise<void> {
    return explainToCaller(async () => {
      await this.#embedded.cis2.relyingParties.register(relyingParty);
      this.#registered.push(relyingParty);
    });
  }

  /**
   * Puts a persona's card of a profile into the reader, in the place of any there. Resolves to who the person is.
   * Rejects with PERSONA_UNKNOWN, CARD_PROFILE_UNKNOWN and PERSONA_AND_PROFILE_SWAPPED.
   */
  insert(profile: CardProfileName, persona: PersonaName): Promise<Persona> {
    return explainToCaller(async () => {
      await this.#personaReaders.insert(reader, persona, profile);
      this.#inserted = this.#embedded.persona(persona);
      return this.#inserted;
    });
  }

  /**
   * What the environment of a PC/SC program needs, so that it sees the reader: OpenSC, or a browser with a PKCS #11 module. The
   * same reader, in which this desktop inserts cards. Linux only. The first call's options count. Rejects with
   * PCSC_SERVICE_UNSUPPORTED and PCSC_SOCKET_FAILED.
   */
  pcscEnvironment(
    options: Pick<PcscServiceOptions, "tableSize"> = {},
  ): Promise<{ readonly PCSCLITE_CSOCK_NAME: string }> {
    return explainToCaller(async () => {
      this.#pcsc ??= PcscService.start(this.#personaReaders.source, options);
      return (await this.#pcsc).environment;
    });
  }

  /**
   * Lets the next sign-in in a browser go through by itself, as this persona and without a card: by the authenticator named, or
   * the first that the system's acr_values allow. It turns signing in without a card on, until the next reset. Rejects with
   * PERSONA_UNKNOWN.
   */
  signInWithoutCard(persona: PersonaName, choice: WithoutCardChoice = {}): Promise<void> {
    return explainToCaller(async () => {
      const { cis2, persona: named } = this.#embedded;
      const { userId } = named(persona).user;
      await cis2.withoutCard.turn(true);
      await cis2.nextSignIns.queue({ persona, userId, lasting: false, ...choice });
    });
  }

  eject(): void {
    this.#personaReaders.eject(reader);
  }

  /**
   * Answers the passcode window, once it is up, with the passcode of the card last put in or with another; resolves
   * when the card has taken it. Rejects with PASSCODE_REFUSED, PASSCODE_FORMAT and PASSCODE_LOCKED, with PASSCODE_NOT_ASKED, and with
   * CARD_ABSENT if no card was ever put in.
   */
  enterPasscode(passcode = this.#inserted?.card.passcode): Promise<void> {
    return explainToCaller(async () => {
      if (passcode === undefined) throw new TestkitError("CARD_ABSENT");
      await this.#person.enter(passcode);
    });
  }

  /** Cancels the passcode window, once it is up. Rejects with PASSCODE_NOT_ASKED. */
  cancelPasscode(): Promise<void> {
    return explainToCaller(() => this.#person.cancel());
  }

  /** The security code that was last sent for the card in the reader. Resolves to undefined if there is none. */
  async securityCode(): Promise<string | undefined> {
    const serial = this.#personaReaders.cardIn(reader)?.serial ?? "";
    return (await this.#embedded.cis2.registrationAuthority.codes.message(serial))?.code;
  }

  /**
   * Gives all back as new: an empty reader and new cards, no passcode window, and the fake CIS2 as `FakeCis2.reset` says. It is
   * the same as `embedded.reset()`, and as `POST /reset`.
   */
  reset(): Promise<void> {
    return this.#embedded.reset();
  }

  async #resetDesktop(): Promise<void> {
    this.#service.cancelWindows();
    this.#person.reset();
    this.#personaReaders.clear();
    this.#inserted = undefined;
    for (const relyingParty of this.#registered) await this.#embedded.cis2.relyingParties.register(relyingParty);
  }

  async close(): Promise<void> {
    const pcsc = await this.#pcsc?.catch(() => undefined);
    await Promise.all([pcsc?.close(), this.#service.close(), this.#embedded.close()]);
  }
}
