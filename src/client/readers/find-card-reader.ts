import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { ReaderSource, ReaderState } from "../../iso7816/reader-source.ts";

export interface CardChoice {
  /** The reader to use, by its whole name. Without it there has to be exactly one card. */
  readonly reader?: string | undefined;
}

/**
 * The name of the reader that holds the card meant. Rejects with READER_NONE, READER_UNKNOWN, CARD_ABSENT,
 * CARD_UNRESPONSIVE, or CARD_SEVERAL: with two cards attached the client may not guess.
 */
export async function findCardReader(readers: ReaderSource, { reader }: CardChoice = {}): Promise<string> {
  const states = await readers.list();
  if (states.length === 0) throw new TestkitError("READER_NONE");
  if (reader !== undefined) {
    const state = states.find(({ name }) => name === reader);
    if (state === undefined) {
      throw new TestkitError("READER_UNKNOWN", { reader, known: states.map(({ name }) => name).join(", ") });
    }
    if (state.atr === undefined) throw nothingToUse([state]);
    return state.name;
  }
  const [first, ...others] = states.filter(({ atr }) => atr !== undefined);
  if (first === undefined) throw nothingToUse(states);
  if (others.length > 0) {
    throw new TestkitError("CARD_SEVERAL", { readers: [first, ...others].map(({ name }) => name).join(", ") });
  }
  return first.name;
}

function nothingToUse(states: readonly ReaderState[]): TestkitError {
  return new TestkitError(states.some(({ unresponsive }) => unresponsive) ? "CARD_UNRESPONSIVE" : "CARD_ABSENT");
}
