import type { ReaderControl } from "../../control-api/index.ts";
import { InProcessReaders } from "../../virtual-card/index.ts";
import type { IssuedCard } from "../embedded-cis2.ts";

/** A reader, and whose card is in it. */
export interface ReaderContents {
  readonly name: string;
  readonly card?: {
    readonly persona: string;
    readonly profile: string;
    readonly series: 8 | 9;
    readonly serial: string;
    readonly holder: string;
  };
}

export interface PersonaReadersOptions {
  readonly readers: readonly string[];
  /** Makes a persona's card. Rejects with PERSONA_UNKNOWN and CARD_PROFILE_UNKNOWN. */
  readonly issueCard: (persona: string, profile: string) => Promise<IssuedCard>;
}

/** Readers in this process, and the drawer of personas' cards beside them: each card is made once, and keeps its state. */
export class PersonaReaders implements ReaderControl {
  readonly source = new InProcessReaders();
  readonly #issueCard: PersonaReadersOptions["issueCard"];
  readonly #drawer = new Map<string, Promise<IssuedCard>>();
  readonly #inserted = new Map<string, IssuedCard | undefined>();

  constructor({ readers, issueCard }: PersonaReadersOptions) {
    this.#issueCard = issueCard;
    for (const name of readers) {
      this.source.addReader(name);
      this.#inserted.set(name, undefined);
    }
  }

  readers(): readonly ReaderContents[] {
    return [...this.#inserted].map(([name, card]) => (card === undefined ? { name } : { name, card: shown(card) }));
  }

  /**
   * Puts a persona's card into a reader, in the place of any there; a card that is in another reader is taken out there.
   * Rejects with READER_UNKNOWN, PERSONA_UNKNOWN and CARD_PROFILE_UNKNOWN, and then leaves all as it was.
   */
  async insert(reader: string, persona: string, profile = "piv"): Promise<void> {
    const card = await this.#take(persona, profile);
    this.eject(reader);
    for (const [other, held] of this.#inserted) if (held === card) this.eject(other);
    this.source.insert(reader, card.card);
    this.#inserted.set(reader, card);
  }

  /** Throws READER_UNKNOWN. */
  eject(reader: string): void {
    this.source.eject(reader);
    this.#inserted.set(reader, undefined);
  }

  /** The card that is in a reader; undefined if there is none. */
  cardIn(reader: string): IssuedCard | undefined {
    return this.#inserted.get(reader);
  }

  /** Replaces the card in a reader by one as new, of the same persona and profile. Rejects as `insert` does. */
  async replace(reader: string): Promise<void> {
    const held = this.#inserted.get(reader);
    if (held === undefined) return;
    const { personaName, profile } = held;
    this.#drawer.delete(nameOf(personaName, profile.name));
    await this.insert(reader, personaName, profile.name);
  }

  /** Empties readers and drawer: cards are made anew from now on. */
  clear(): void {
    for (const name of this.#inserted.keys()) this.eject(name);
    this.#drawer.clear();
  }

  #take(persona: string, profile: string): Promise<IssuedCard> {
    const name = nameOf(persona, profile);
    const card = this.#drawer.get(name) ?? this.#issueCard(persona, profile);
    this.#drawer.set(name, card);
    card.catch(() => this.#drawer.delete(name));
    return card;
  }
}

function nameOf(persona: string, profile: string): string {
  return `${persona} ${profile}`;
}

function shown({ persona, personaName, profile, serial }: IssuedCard): NonNullable<ReaderContents["card"]> {
  const holder = `${persona.user.givenName} ${persona.user.familyName}`;
  return { persona: personaName, profile: profile.name, series: profile.series, serial, holder };
}
