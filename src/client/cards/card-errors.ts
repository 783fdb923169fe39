import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import {
  describeStatusWord,
  formatStatusWord,
  MalformedResponseError,
  MalformedTlvError,
  StatusWord,
  triesLeft,
} from "../../iso7816/index.ts";
import { MalformedFileError } from "../../pkcs15/index.ts";

/** PASSCODE_REFUSED, with the number of tries the card still allows: always 1 or more. */
export class PasscodeRefused extends TestkitError<"PASSCODE_REFUSED"> {
  readonly triesLeft: number;

  constructor(triesLeft: number, options?: ErrorOptions) {
    super("PASSCODE_REFUSED", { triesLeft }, options);
    this.triesLeft = triesLeft;
  }
}

/** A status word no step of ours provides for. `command` is the specification's name of the command. */
export function unexpectedAnswer(command: string, sw: number): TestkitError {
  const statusWord = `${formatStatusWord(sw)} (${describeStatusWord(sw)})`;
  return new TestkitError("CARD_ANSWER_UNEXPECTED", { command, statusWord });
}

export function malformedAnswer(command: string, reason: string, cause?: unknown): TestkitError {
  return new TestkitError("CARD_ANSWER_MALFORMED", { command, reason }, { cause });
}

/** What the card's answer to a passcode means (ISO/IEC 7816-4, 11.5.6); `expected` describes passcodes the card can hold. */
export function passcodeError(sw: number, command: string, expected: string): TestkitError {
  const left = triesLeft(sw);
  if (left === 0) return new TestkitError("PASSCODE_LOCKED");
  if (left !== undefined) return new PasscodeRefused(left);
  if (sw === StatusWord.WRONG_DATA || sw === StatusWord.WRONG_LENGTH) {
    return new TestkitError("PASSCODE_FORMAT", { expected });
  }
  return unexpectedAnswer(command, sw);
}

const malformed = [MalformedTlvError, MalformedResponseError, MalformedFileError, RangeError];

/** Runs a step that reads what the card answered; bytes that do not follow the specification become CARD_ANSWER_MALFORMED. */
export function readingAnswer<T>(command: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (isTestkitError(error)) throw error;
    if (malformed.some((kind) => error instanceof kind))
      throw malformedAnswer(command, (error as Error).message, error);
    throw error;
  }
}
