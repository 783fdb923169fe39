import type { ControlApiContext, ControlOptions, ControlService } from "../control-api/index.ts";
import type { Operation } from "../control-api/operation.ts";
import type {
  AssertionCheck,
  FakeCis2,
  NetworkName,
  NetworkOptions,
  Store,
  Persona,
  Personas,
  RelyingPartyInput,
  SettingsInput,
} from "../fake-cis2/index.ts";
import { type Clock, systemClock } from "../foundation/clock.ts";
import { secureRandom, type Random } from "../foundation/random.ts";
import { type Logger, silentLogger } from "../foundation/logger.ts";
import { EmulatedAuthorities, type KeyAlgorithm, type KeyStore, openKeyStore } from "../pki/index.ts";
import type { CardImage } from "../virtual-card/image/card-image.ts";
import { VirtualCard } from "../virtual-card/virtual-card.ts";
import { expireCard } from "./persona-cards/expire-card.ts";
import { PersonaCardIssuer, type PersonaCardImage } from "./persona-cards/persona-card-issuer.ts";
import type { SignInWatch } from "./control-panel/timeline/sign-in-watch.ts";
import { headlessReader } from "./sign-in/headless-reader.ts";
import { registerCard } from "./persona-cards/register-card.ts";

export interface EmbeddedCis2Options {
  readonly relyingParties: readonly RelyingPartyInput[];
  readonly clock?: Clock | undefined;
  readonly logger?: Logger | undefined;
  readonly keys?: KeyStore | undefined;
  /** Where challenges come from. */
  readonly random?: Random | undefined;
  /** The checks an assertion has to pass. Default: all of them. */
  readonly checks?: readonly AssertionCheck[] | undefined;
  /** Where each network's listener is. Default: ephemeral ports on loopback. */
  readonly networks?: Readonly<Partial<Record<NetworkName, NetworkOptions>>> | undefined;
  /**
   * The ports at which the pages look for the client on the person's computer. Default: the documented ones. Asked for each
   * page, so that a client that needs to know the page's origin can be started later.
   */
  readonly localServicePorts?: (() => readonly number[]) | undefined;
  /** Where the fake CIS2 keeps sessions and the like. Default: in memory. */
  readonly store?: Store | undefined;
  /** The control API. Default: not served. */
  readonly control?: ControlOptions | undefined;
  /** Default: the testkit's personas. */
  readonly personas?: Personas;
  /** Settings of the fake CIS2 for what public sources leave open. */
  readonly settings?: SettingsInput | undefined;
  /** Fixed time for issuing cards. Default: the time of issue. */
  readonly cardsMadeAt?: Date | undefined;
  /** Sees each sign-in, for a control panel. Default: nothing is looked at. */
  readonly watch?: SignInWatch | undefined;
  /** Part of each reset, after users, relying parties and cards are back: gives back what is built on the embedded CIS2. */
  readonly onReset?: (() => Promise<void>) | undefined;
}

/** A persona's card, made and registered. */
export interface IssuedCard extends PersonaCardImage {
  readonly card: VirtualCard;
}

/** An embedded fake CIS2 with its authorities and people, and the means to issue their cards. */
export interface EmbeddedCis2 {
  readonly cis2: FakeCis2;
  /** Of the control API, if it is served. */
  readonly controlOrigin: string | undefined;
  readonly clock: Clock;
  /**
   * The certificates of the authorities that issue the cards and are trusted, PEM, the root first: for a server that asks for a
   * card's.
   */
  readonly cardAuthorities: readonly string[];
  /** The names of all personas. */
  readonly personas: readonly string[];
  /** Throws PERSONA_UNKNOWN. */
  readonly persona: (name: string) => Persona;
  /** Makes and registers a persona's card. Rejects with PERSONA_UNKNOWN and CARD_PROFILE_UNKNOWN. */
  readonly issueCard: (
    persona: string,
    profile: string,
    algorithm?: KeyAlgorithm,
    passcode?: string,
  ) => Promise<IssuedCard>;
  /** The same card with certificates that ended, or will end, at an instant. */
  readonly expired: (image: CardImage, notAfter: Date) => Promise<CardImage>;
  /** What the control API can do here, with what is beside the fake CIS2: for callers in this process. */
  readonly operations: (
    beside: Pick<ControlApiContext, "readerControl" | "apps" | "timeline">,
  ) => Promise<readonly Operation[]>;
  /** Takes the card of the last queued sign-in out of its reader. Returns false if there is none. */
  readonly takeCardOut: () => boolean;
  /** Registers the cards of all personas, of every profile, which other processes can then present. */
  readonly registerEveryCard: () => Promise<void>;
  /**
   * Gives all back as new; `FakeCis2.reset` says what. Cards that were issued are registered no more, but for those of
   * `registerEveryCard`.
   */
  readonly reset: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const ephemeral = { internet: { port: 0 }, hscn: { port: 0 } };

export async function startEmbeddedCis2({
  relyingParties,
  clock = systemClock,
  logger = silentLogger,
  keys = openKeyStore(),
  random = secureRandom,
  networks,
  checks: givenChecks,
  localServicePorts,
  store,
  control,
  settings,
  personas,
  cardsMadeAt,
  watch,
  onReset,
}: EmbeddedCis2Options): Promise<EmbeddedCis2> {
  // Loaded by those who start one, not by all who import the package.
  const [{ assertionChecks }, { startFakeCis2 }] = await Promise.all([
    import("../fake-cis2/sign-in/checks/index.ts"),
    import("../fake-cis2/start.ts"),
  ]);
  const checks = givenChecks ?? assertionChecks;
  const authorities = await EmulatedAuthorities.create({ keys, clock });
  const officeClock = cardsMadeAt === undefined ? clock : { now: () => cardsMadeAt };
  const cardIssuer = await PersonaCardIssuer.open({
    keys,
    clock: officeClock,
    authorities,
    ...(personas ? { personas } : {}),
  });
  const { personas: directory } = cardIssuer;
  let everyCardRegistered = false;
  const registerEveryCard = async () => {
    everyCardRegistered = true;
    await enterEveryCard();
    await store?.refillBy?.("cards", enterEveryCard);
  };
  const enterEveryCard = async () => {
    await Promise.all(cardIssuer.everyCard().map((card) => registerCard(cis2, card)));
  };
  const headless = headlessReader(cardIssuer, watch?.desktop);
  const cis2 = await startFakeCis2({
    directory,
    authorities,
    keys,
    relyingParties,
    clock,
    random,
    logger,
    networks: { ...ephemeral, ...networks },
    checks: watch?.checks(checks) ?? checks,
    localServicePorts,
    headless,
    store,
    settings,
    onReset: async () => {
      headless.takeCardOut();
      watch?.timeline.clear();
      if (everyCardRegistered) await registerEveryCard();
      await onReset?.();
    },
  });
  watch?.follow(cis2);
  const service =
    control && (await controlOf(cis2, { ...control, timeline: watch?.timeline }, { personas: directory, logger }));
  return {
    cis2,
    controlOrigin: service?.origin,
    clock,
    cardAuthorities: authorities.pem,
    personas: Object.keys(directory.personas),
    persona: (name) => cardIssuer.persona(name),
    issueCard: async (persona, profile, algorithm, passcode) => {
      const made = await cardIssuer.make(persona, profile, algorithm, passcode);
      await registerCard(cis2, made);
      return { ...made, card: new VirtualCard(made.image) };
    },
    expired: (image, notAfter) => expireCard(image, notAfter, authorities),
    operations: async (beside) => {
      const { operations } = await import("../control-api/operations.ts");
      return operations({ ...cis2, personas: directory, logger, ...beside });
    },
    takeCardOut: headless.takeCardOut,
    registerEveryCard,
    reset: cis2.reset,
    close: async () => {
      await service?.close();
      await cis2.close();
    },
  };
}

/** Closes the fake CIS2 if its control API cannot be served. */
async function controlOf(
  cis2: FakeCis2,
  options: ControlOptions,
  context: { readonly personas: Personas; readonly logger: Logger },
): Promise<ControlService> {
  try {
    const { startControl } = await import("../control-api/index.ts");
    return await startControl(options, { ...cis2, ...context });
  } catch (error) {
    await cis2.close();
    throw error;
  }
}
