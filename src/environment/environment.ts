import {
  type AssertionCheck,
  assertionChecks,
  type FakeCis2,
  loadPersonas,
  type NetworkName,
  type Persona,
  personaNamed,
  type RelyingPartyInput,
  startFakeCis2,
} from "../fake-cis2/index.ts";
import { type Clock, systemClock } from "../foundation/clock.ts";
import { type Logger, silentLogger } from "../foundation/logger.ts";
import { type Random, secureRandom } from "../foundation/random.ts";
import { EmulatedAuthorities, type KeyStore, openKeyStore } from "../pki/index.ts";
import { cardProfile, cardProfiles, VirtualCard } from "../virtual-card/index.ts";
import { makeCard } from "./make-card.ts";
import { type PersonaCard, personaCard } from "./persona-card.ts";
import { registerCard } from "./register-card.ts";

export interface EnvironmentOptions {
  readonly relyingParties: readonly RelyingPartyInput[];
  readonly clock?: Clock;
  readonly random?: Random;
  readonly logger?: Logger;
  readonly keys?: KeyStore;
  /** The checks an assertion has to pass; all of them unless given. */
  readonly checks?: readonly AssertionCheck[] | undefined;
  /** Where each network's listener is; ephemeral ports on loopback unless given. */
  readonly networks?: Readonly<Record<NetworkName, { readonly host?: string; readonly port: number }>>;
}

/** A persona's card, made and registered. */
export interface IssuedCard extends PersonaCard {
  readonly card: VirtualCard;
}

/** An embedded fake CIS2 with its authorities and people, and the means to issue their cards. */
export interface Environment {
  readonly cis2: FakeCis2;
  readonly authorities: EmulatedAuthorities;
  readonly clock: Clock;
  /** Throws PERSONA_UNKNOWN. */
  readonly persona: (name: string) => Persona;
  /** Makes and registers a persona's card. Rejects with PERSONA_UNKNOWN and CARD_PROFILE_UNKNOWN. */
  readonly issueCard: (persona: string, profile: string) => Promise<IssuedCard>;
  /** Registers the cards of all personas, of every profile, which other processes can then present. */
  readonly registerAllCards: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const ephemeral = { internet: { port: 0 }, hscn: { port: 0 } };

export async function startEnvironment({
  relyingParties,
  clock = systemClock,
  random = secureRandom,
  logger = silentLogger,
  keys = openKeyStore(),
  networks = ephemeral,
  checks = assertionChecks,
}: EnvironmentOptions): Promise<Environment> {
  const personas = loadPersonas();
  const authorities = await EmulatedAuthorities.create({ keys, clock, random });
  const cis2 = await startFakeCis2({
    directory: personas,
    authorities,
    keys,
    relyingParties,
    clock,
    random,
    logger,
    networks,
    checks,
  });
  const persona = (name: string) => personaNamed(personas, name);
  return {
    cis2,
    authorities,
    clock,
    persona,
    issueCard: async (name, profile) => {
      const card = personaCard(name, persona(name), cardProfile(profile), clock.now());
      const image = await makeCard({ authorities, keys }, card);
      await registerCard(cis2, card);
      return { ...card, card: new VirtualCard(image) };
    },
    registerAllCards: async () => {
      const now = clock.now();
      const cards = Object.entries(personas.personas).flatMap(([name, one]) =>
        cardProfiles.map((profile) => personaCard(name, one, profile, now)),
      );
      await Promise.all(cards.map((card) => registerCard(cis2, card)));
    },
    close: () => cis2.close(),
  };
}
