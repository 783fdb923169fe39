import type { ReaderControl } from "../../control-api/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { InProcessReaders, type VirtualCard } from "../../virtual-card/index.ts";
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
  readonly #first: readonly string[];

  constructor({ readers, issueCard }: PersonaReadersOptions) {
    this.#issueCard = issueCard;
    this.#first = readers;
    for (const name of readers) this.addReader(name);
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
    this.#put(reader, card);
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

  /** Does nothing if there is one of that name. */
  addReader(name: string): void {
    if (this.#inserted.has(name)) return;
    this.source.addReader(name);
    this.#inserted.set(name, undefined);
  }

  /** Takes a reader away, and puts its card back into the drawer. Throws READER_UNKNOWN. */
  removeReader(name: string): void {
    this.source.removeReader(name);
    this.#inserted.delete(name);
  }

  /** Exchanges what is in two readers. Throws READER_UNKNOWN. */
  swap(one: string, other: string): void {
    const [first, second] = [this.#inserted.get(one), this.#inserted.get(other)];
    this.eject(one);
    this.eject(other);
    this.#put(other, first);
    if (one !== other) this.#put(one, second);
  }

  /** The card in a reader from now on is another, or has changed otherwise than by commands. Throws CARD_ABSENT. */
  exchange(reader: string, change: (held: IssuedCard) => VirtualCard): void {
    const held = this.#inserted.get(reader);
    if (held === undefined) throw new TestkitError("CARD_ABSENT");
    const changed = { ...held, card: change(held) };
    this.#drawer.set(nameOf(held.personaName, held.profile.name), Promise.resolve(changed));
    this.eject(reader);
    this.#put(reader, changed);
  }

  #put(reader: string, card: IssuedCard | undefined): void {
    if (card === undefined) return;
    this.source.insert(reader, card.card);
    this.#inserted.set(reader, card);
  }

  /** Replaces the card in a reader by one as new, of the same persona and profile. Rejects as `insert` does. */
  async replace(reader: string): Promise<void> {
    const held = this.#inserted.get(reader);
    if (held === undefined) return;
    const { personaName, profile } = held;
    this.#drawer.delete(nameOf(personaName, profile.name));
    await this.insert(reader, personaName, profile.name);
  }

  /** As at the start: the first readers, empty, and an empty drawer, so that cards are made new. */
  clear(): void {
    for (const name of this.#inserted.keys()) {
      if (this.#first.includes(name)) this.eject(name);
      else this.removeReader(name);
    }
    for (const name of this.#first) this.addReader(name);
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
