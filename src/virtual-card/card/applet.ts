import { StatusWord, type CommandApdu } from "../../iso7816/index.ts";

/** What a card answers before it is cut into responses: the status word, and data if there is any. */
export interface Answer {
  readonly sw: number;
  readonly data?: Uint8Array;
}

export interface ProcessContext {
  /**
   * The number of this command since power-on. A chain of blocks, and the GET RESPONSEs that fetch its answer, are one
   * command; a refused or malformed one counts as well. Two commands came one right after the other exactly when their
   * numbers are neighbours.
   */
  readonly turn: number;
}

/**
 * One application of a card. The engine has done what all applications share before it calls one: it has read the
 * APDU, checked the class, joined chains, and chosen the application by its AID; afterwards it cuts the answer up.
 */
export interface Applet {
  /** The whole application identifier. */
  readonly aid: Uint8Array;
  /** How many bytes of the AID a SELECT has to give at least (right truncation). */
  readonly shortestAid: number;
  /** The instructions that may come as a chain. */
  readonly chainable: ReadonlySet<number>;
  /** SELECT by AID. Any status word but 9000 leaves the selection as it was. */
  select(command: CommandApdu, again: boolean): Answer;
  /** The card was reset, or another application was selected: every security status is gone. */
  deselect(): void;
  process(command: CommandApdu, context: ProcessContext): Answer;
  /** Looks at the first block of a chain; a status word refuses the chain at once. */
  refuseChain?(first: CommandApdu, context: ProcessContext): number | undefined;
}

/** An answer that is only a status word. */
export function status(sw: number): Answer {
  return { sw };
}

export function success(data?: Uint8Array): Answer {
  return data === undefined ? { sw: StatusWord.SUCCESS } : { sw: StatusWord.SUCCESS, data };
}
