import type { IssuedCard } from "../../src/environment/index.ts";
import type { CardConnection, ReaderSource } from "../../src/iso7816/index.ts";
import { InProcessReaders } from "../../src/virtual-card/index.ts";
import { pulledOutAt } from "./pulled-out.ts";

const theReader = "Virtual reader 1";
const anotherReader = "Virtual reader 2";

/** The computer the person sits at. Scenarios speak of "the reader", and of "another" where there are two. */
export class Desktop {
  readonly #readers = new InProcessReaders();
  #clientsView: ReaderSource = this.#readers;
  #card: IssuedCard | undefined;
  #pullOutWhileTyping = false;

  /** The readers as the client sees them. */
  get readers(): ReaderSource {
    return this.#clientsView;
  }

  /** The card last put into the reader, whether it is still in it or not. */
  get card(): IssuedCard | undefined {
    return this.#card;
  }

  addEmptyReader(): void {
    this.#readers.addReader(theReader);
  }

  insert(card: IssuedCard): void {
    if (this.#card === undefined) this.addEmptyReader();
    else this.#readers.eject(theReader);
    this.#card = card;
    this.#readers.insert(theReader, card.card);
  }

  insertIntoAnotherReader(card: IssuedCard): void {
    this.#readers.addReader(anotherReader);
    this.#readers.insert(anotherReader, card.card);
  }

  eject(): void {
    this.#readers.eject(theReader);
  }

  putInAgain(): void {
    if (this.#card === undefined) throw new TypeError("no card was put in before");
    this.#readers.insert(theReader, this.#card.card);
  }

  /** From now on the card leaves the reader just before the first command that `moment` recognises. */
  pullOutAt(moment: (command: Uint8Array) => boolean): void {
    this.#clientsView = pulledOutAt(this.#readers, moment, () => {
      this.eject();
    });
  }

  /** From now on the card leaves the reader when the passcode is asked for. */
  pullOutWhileTyping(): void {
    this.#pullOutWhileTyping = true;
  }

  /** What happens at the desktop between the question for the passcode and its answer. */
  whileTyping(): void {
    if (this.#pullOutWhileTyping) this.eject();
    this.#pullOutWhileTyping = false;
  }

  connect(): Promise<CardConnection> {
    return this.#readers.connect(theReader);
  }
}
