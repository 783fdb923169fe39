import { openSmartcard, type Smartcard } from "../../src/client/index.ts";
import type { PersonaCardImage, PersonaCard } from "../../src/harness/index.ts";
import type { CardConnection, ReaderSource } from "../../src/iso7816/index.ts";
import { type InsertableCard, tracedCard } from "../../src/virtual-card/index.ts";
import type { DesktopReaders } from "./desktop-readers.ts";
import { removingCardAt } from "./card-removal.ts";

/** A persona's card in somebody's hand: sound as it was issued, or with a fault. */
export type InsertableIssuedCard = PersonaCardImage & { readonly card: InsertableCard };

/** The computer the person sits at. */
export class Desktop {
  readonly #readers: DesktopReaders;
  #clientsView: ReaderSource;
  /** What went between cards and readers, in words, passcodes left out. */
  readonly trace: string[];
  #card: PersonaCard | undefined;
  #held: InsertableIssuedCard | undefined;
  #pullOutWhileTyping = false;

  constructor(readers: DesktopReaders, trace: string[] = []) {
    this.trace = trace;
    this.#readers = readers;
    this.#clientsView = readers.source;
  }

  /** The readers as the client sees them. */
  get readers(): ReaderSource {
    return this.#clientsView;
  }

  /** The card last put into the reader, whether it is still in it or not; a real one from when the scenario needs it. */
  get card(): PersonaCard | undefined {
    return this.#card;
  }

  /** Records the persona of the card that is already in the reader. */
  setCardInReader(card: PersonaCard): void {
    this.#card = card;
  }

  addEmptyReader(): void {
    this.#readers.addEmpty("the reader");
  }

  async insert(card: InsertableIssuedCard): Promise<void> {
    if (this.#held !== undefined) await this.eject();
    this.#card = card;
    this.#held = card;
    await this.#readers.insert("the reader", this.#traced(card));
  }

  async insertIntoAnotherReader(card: InsertableIssuedCard): Promise<void> {
    await this.#readers.insert("another reader", this.#traced(card));
  }

  eject(): Promise<void> {
    return this.#readers.eject("the reader");
  }

  async putInAgain(): Promise<void> {
    if (this.#held === undefined) throw new TypeError("no card was put in before");
    await this.#readers.insert("the reader", this.#traced(this.#held));
  }

  /** From now on the card leaves the reader just before the first command that `moment` recognises. */
  pullOutAt(moment: (command: Uint8Array) => boolean): void {
    this.#clientsView = removingCardAt(this.#readers.source, moment, () => this.eject());
  }

  /** From now on the card leaves the reader when the passcode is asked for. */
  pullOutWhileTyping(): void {
    this.#pullOutWhileTyping = true;
  }

  /** What happens at the desktop between the question for the passcode and its answer. */
  async whileTyping(): Promise<void> {
    if (this.#pullOutWhileTyping) await this.eject();
    this.#pullOutWhileTyping = false;
  }

  async connect(): Promise<CardConnection> {
    return this.#readers.source.connect(await this.#readers.nameOf("the reader"));
  }

  /** Runs `use` on the card in the reader. */
  async withSmartcard<T>(use: (smartcard: Smartcard) => Promise<T>): Promise<T> {
    const connection = await this.connect();
    try {
      return await use(await openSmartcard(connection));
    } finally {
      await connection.disconnect();
    }
  }

  /** Title and text of what a report shows of a failure. */
  evidence(): Record<string, string> {
    return { APDUs: this.trace.join("\n") };
  }

  #traced({ card }: InsertableIssuedCard): InsertableCard {
    return tracedCard(card, (line) => this.trace.push(line));
  }

  close(): Promise<void> {
    return this.#readers.close();
  }
}
