import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import {
  encodeCommand,
  formatStatusWord,
  Instruction,
  StatusWord,
  statusWordOf,
  triesLeft,
  type CardConnection,
  type CommandApdu,
} from "../../iso7816/index.ts";
import type { SecretName } from "../secrets/known-secrets.ts";

/** Minimum number of tries left before the right secret, or deliberately a wrong one, is sent. */
const fewestTries = { right: 2, wrong: 3 } as const;
const logOut = 0xff;

/** How many tries of each secret are left, as far as the card said so. */
export class RetryCounts {
  /** What the card said last of the passcode. A right one does not raise it: only the card says what its limit is. */
  #passcode: number | undefined;
  /** Of the PUK. Infinite once the right one was accepted: then it has all of them, however many. */
  #puk: number | undefined;

  /** Throws PASSCODE_LOCKED, REAL_CARD_LAST_TRY and REAL_CARD_TRIES_UNKNOWN if the passcode may not be sent. */
  async checkPasscode(connection: CardConnection, reference: number, right: boolean): Promise<void> {
    const ask = () => statusOf(connection, reference);
    let sw = await ask();
    if (sw === StatusWord.SUCCESS && this.#passcode === undefined) {
      // Another program left it verified, and the card does not say how many tries there are meanwhile.
      await connection.transmit(encodeCommand({ cla: 0, ins: Instruction.VERIFY, p1: logOut, p2: reference }));
      sw = await ask();
    }
    if (sw !== StatusWord.SUCCESS) this.#passcode = this.leftBy(sw);
    if (this.#passcode === undefined) {
      throw new TestkitError("REAL_CARD_TRIES_UNKNOWN", { statusWord: formatStatusWord(sw ?? 0) });
    }
    if (this.#passcode === 0) throw new TestkitError("PASSCODE_LOCKED");
    checkLeft(this.#passcode, right);
  }

  /** Whether a PUK may be sent. Few cards say how many tries of it are left. Throws REAL_CARD_LAST_TRY. */
  async mayTryPuk(connection: CardConnection, reference: number | undefined, right: boolean): Promise<boolean> {
    if (reference !== undefined) this.#puk = this.leftBy(await statusOf(connection, reference)) ?? this.#puk;
    if (this.#puk === undefined) return right;
    checkLeft(this.#puk, right);
    return true;
  }

  /** Whether the card says that it has no such reference, so that nothing is compared with it. */
  async isNoReference(connection: CardConnection, reference: number): Promise<boolean> {
    return (await statusOf(connection, reference)) === StatusWord.REFERENCE_NOT_FOUND;
  }

  /** Takes note of an answer. `secret` is what the command gave. */
  note(sw: number | undefined, { ins }: CommandApdu, secret: SecretName | undefined): void {
    const left = this.leftBy(sw);
    if (secret === "passcode" && left !== undefined) this.#passcode = left;
    if (secret !== "puk") return;
    if (sw === StatusWord.SUCCESS) this.#puk = Infinity;
    else if (left !== undefined) this.#puk = left;
    // It gives the passcode all its tries back, but how many those are is for the card to say.
    if (sw === StatusWord.SUCCESS && ins === Instruction.RESET_RETRY_COUNTER) this.#passcode = undefined;
  }

  /** The tries that a status word says are left. Undefined if it does not say. */
  leftBy(sw: number | undefined): number | undefined {
    return sw === undefined ? undefined : triesLeft(sw);
  }
}

async function statusOf(connection: CardConnection, reference: number): Promise<number | undefined> {
  const question = encodeCommand({ cla: 0x00, ins: Instruction.VERIFY, p1: 0x00, p2: reference });
  return statusWordOf(await connection.transmit(question));
}

function checkLeft(triesLeft: number, right: boolean): void {
  if (triesLeft < fewestTries[right ? "right" : "wrong"]) throw new TestkitError("REAL_CARD_LAST_TRY", { triesLeft });
}
