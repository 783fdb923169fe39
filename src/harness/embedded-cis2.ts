import {
  type AssertionCheck,
  assertionChecks,
  type FakeCis2,
  type ControlOptions,
  type NetworkName,
  type NetworkOptions,
  type Store,
  type Persona,
  portServicePorts,
  type RelyingPartyInput,
  type SettingsInput,
  startFakeCis2,
} from "../fake-cis2/index.ts";
import { type Clock, systemClock } from "../foundation/clock.ts";
import { secureRandom, type Random } from "../foundation/random.ts";
import { type Logger, silentLogger } from "../foundation/logger.ts";
import { EmulatedAuthorities, type KeyAlgorithm, type KeyStore, openKeyStore } from "../pki/index.ts";
import { VirtualCard } from "../virtual-card/index.ts";
import { CardOffice, type MadeCard } from "./persona-cards/persona-card-issuer.ts";
import { headlessSigner } from "./sign-in/headless-signer.ts";
import { registerCard } from "./persona-cards/register-card.ts";

export interface EnvironmentOptions {
  readonly relyingParties: readonly RelyingPartyInput[];
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly keys?: KeyStore;
  /** Where challenges come from. */
  readonly random?: Random;
  /** The checks an assertion has to pass; all of them unless given. */
  readonly checks?: readonly AssertionCheck[];
  /** Where each network's listener is; ephemeral ports on loopback unless given. */
  readonly networks?: Readonly<Partial<Record<NetworkName, NetworkOptions>>>;
  /**
   * Where the sign-in page looks for the software on the person's computer; the documented ports unless given. Read for
   * each page anew, so that software that needs to know the page's origin can be started later.
   */
  readonly localServicePorts?: readonly number[];
  /** Where the fake CIS2 keeps sessions and the like; in memory unless given. */
  readonly store?: Store;
  /** The control API of the fake CIS2; not served unless given. */
  readonly control?: ControlOptions;
  /** Settings of the fake CIS2 for what public sources leave open. */
  readonly settings?: SettingsInput;
  /** The instant by which cards are made, whenever that is done; unless given, the one at which it is done. */
  readonly cardsMadeAt?: Date;
  /** Told after a reset by the control API, when users and cards are back at the start. */
  readonly onReset?: () => Promise<void>;
}

/** A persona's card, made and registered. */
export interface IssuedCard extends MadeCard {
  readonly card: VirtualCard;
}

/** An embedded fake CIS2 with its authorities and people, and the means to issue their cards. */
export interface Environment {
  readonly cis2: FakeCis2;
  readonly clock: Clock;
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
  /** Registers the cards of all personas, of every profile, which other processes can then present. */
  readonly registerEveryCard: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const ephemeral = { internet: { port: 0 }, hscn: { port: 0 } };

export async function startEnvironment({
  relyingParties,
  clock = systemClock,
  logger = silentLogger,
  keys = openKeyStore(),
  random = secureRandom,
  networks,
  checks = assertionChecks,
  localServicePorts = portServicePorts,
  store,
  control,
  settings,
  cardsMadeAt,
  onReset,
}: EnvironmentOptions): Promise<Environment> {
  const authorities = await EmulatedAuthorities.create({ keys, clock });
  const officeClock = cardsMadeAt === undefined ? clock : { now: () => cardsMadeAt };
  const office = await CardOffice.open({ keys, clock: officeClock, authorities });
  const { personas: directory } = office;
  let everyCardRegistered = false;
  const registerEveryCard = async () => {
    everyCardRegistered = true;
    await Promise.all(office.everyCard().map((card) => registerCard(cis2, card)));
  };
  const cis2 = await startFakeCis2({
    directory,
    authorities,
    keys,
    relyingParties,
    clock,
    random,
    logger,
    networks: { ...ephemeral, ...networks },
    checks,
    localServicePorts,
    headless: headlessSigner(office),
    ...(store ? { store } : {}),
    ...(control ? { control } : {}),
    ...(settings ? { settings } : {}),
    onReset: async () => {
      if (everyCardRegistered) await registerEveryCard();
      await onReset?.();
    },
  });
  return {
    cis2,
    clock,
    personas: Object.keys(directory.personas),
    persona: (name) => office.persona(name),
    issueCard: async (persona, profile, algorithm, passcode) => {
      const made = await office.make(persona, profile, algorithm, passcode);
      await registerCard(cis2, made);
      return { ...made, card: new VirtualCard(made.image) };
    },
    registerEveryCard,
    close: () => cis2.close(),
  };
}
