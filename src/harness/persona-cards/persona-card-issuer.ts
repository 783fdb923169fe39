import { loadPersonas, type Persona, type Personas, personaNamed } from "../../care-identity/directory/persona.ts";
import { type Clock, systemClock } from "../../foundation/clock.ts";
import { dropOldest } from "../../foundation/drop-oldest.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { EmulatedAuthorities, type KeyAlgorithm, type KeyStore, openKeyStore } from "../../pki/index.ts";
import type { CardImage } from "../../virtual-card/image/card-image.ts";
import { cardProfile, cardProfiles } from "../../virtual-card/profiles/card-profiles.ts";
import { personalise } from "../../virtual-card/personalise.ts";
import { cardCredentials } from "./card-credentials.ts";
import { cardNumberOf, type PersonaCard, personaCard } from "./persona-card.ts";

export interface PersonaCardIssuerOptions {
  readonly personas?: Personas | undefined;
  readonly keys?: KeyStore | undefined;
  readonly clock?: Clock | undefined;
  readonly authorities?: EmulatedAuthorities | undefined;
}

const keptImages = 256;

/** A persona's card, made but not registered. */
export interface PersonaCardImage extends PersonaCard {
  readonly image: CardImage;
}

/**
 * Makes the cards of personas. On one computer and day, every process makes the same cards: keys come from the key store,
 * and serial numbers follow from the persona. So a card made here is good at a fake CIS2 that runs elsewhere.
 */
export class PersonaCardIssuer {
  readonly authorities: EmulatedAuthorities;
  readonly personas: Personas;
  readonly #keys: KeyStore;
  readonly #clock: Clock;
  readonly #made = new Map<string, Promise<CardImage>>();

  private constructor(authorities: EmulatedAuthorities, personas: Personas, keys: KeyStore, clock: Clock) {
    this.authorities = authorities;
    this.personas = personas;
    this.#keys = keys;
    this.#clock = clock;
  }

  static async open(options: PersonaCardIssuerOptions = {}): Promise<PersonaCardIssuer> {
    const { keys = openKeyStore(), clock = systemClock, personas = loadPersonas() } = options;
    const authorities = options.authorities ?? (await EmulatedAuthorities.create({ keys, clock }));
    return new PersonaCardIssuer(authorities, personas, keys, clock);
  }

  /** Throws PERSONA_UNKNOWN. */
  persona(name: string): Persona {
    return personaNamed(this.personas, name);
  }

  /**
   * Makes a persona's card of a profile, with the persona's passcode unless another is given. Rejects with
   * PERSONA_UNKNOWN, CARD_PROFILE_UNKNOWN and PERSONA_AND_PROFILE_SWAPPED.
   */
  async make(
    personaName: string,
    profileName: string,
    algorithm: KeyAlgorithm = "rsa-2048",
    passcode?: string,
  ): Promise<PersonaCardImage> {
    this.#refuseSwapped(personaName, profileName);
    const card = personaCard(personaName, this.persona(personaName), cardProfile(profileName), this.#clock.now());
    return { ...card, image: await this.#image(card, algorithm, passcode) };
  }

  #refuseSwapped(persona: string, profile: string): void {
    const isProfile = cardProfiles.some(({ name }) => name === persona);
    if (!isProfile || !Object.hasOwn(this.personas.personas, profile)) return;
    throw new TestkitError("PERSONA_AND_PROFILE_SWAPPED", { persona, profile });
  }

  /** The image of a card that was made before is found again: nobody changes it, and its certificates take time to make. */
  #image(card: PersonaCard, algorithm: KeyAlgorithm, passcode = card.persona.card.passcode): Promise<CardImage> {
    const key = [card.serial, card.life.notBefore.getTime(), algorithm, passcode].join(" ");
    const made = this.#made.get(key) ?? this.#make(card, algorithm, passcode);
    this.#made.set(key, made);
    made.catch(() => this.#made.delete(key));
    dropOldest(this.#made, keptImages);
    return made;
  }

  async #make(card: PersonaCard, algorithm: KeyAlgorithm, passcode: string): Promise<CardImage> {
    const { persona, profile } = card;
    const credentials = await cardCredentials({ authorities: this.authorities, keys: this.#keys }, card, algorithm);
    return personalise({
      profile: profile.name,
      serial: cardNumberOf(persona, profile),
      passcode,
      holder: `${persona.user.givenName} ${persona.user.familyName}`,
      ...(persona.card.state === "locked" ? { triesLeft: 0 } : {}),
      ...credentials,
    });
  }

  /** What identifies every card the cardIssuer can make, without making any. */
  everyCard(): readonly PersonaCard[] {
    const now = this.#clock.now();
    return Object.entries(this.personas.personas).flatMap(([name, persona]) =>
      cardProfiles.map((profile) => personaCard(name, persona, profile, now)),
    );
  }
}
