import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import {
  decodeCommand,
  decodeResponse,
  encodeCommand,
  Instruction,
  StatusWord,
  triesLeft,
  type CardConnection,
  type CommandApdu,
} from "../../iso7816/index.ts";
import { describeCommand } from "../../virtual-card/index.ts";
import { isReading, usesPasscode } from "./commands.ts";

/** The fewest tries a card has to have left before the right passcode is sent, and before a wrong one is on purpose. */
const fewestTries = { right: 2, wrong: 3 } as const;

/** What the holder knows. */
export interface CardholderSecrets {
  readonly passcode: string;
  readonly puk?: string | undefined;
}

/**
 * Stands between everything the suite does and a real card. Whatever a scenario, a case or a defect of the testkit sends,
 * without leave only commands pass that read. The passcode's counter is asked for before each use of it, the last try is
 * never spent, and once the right passcode was refused none is sent any more.
 */
export class CardGuard {
  readonly #allowDestructive: boolean;
  /** Passcode and unblocking code as they are on the card now: cases change them, and change them back. */
  #secrets: Buffer[] = [];
  /** Tries of the unblocking code, by the last answer; after a right one it has all of them, however many. */
  #unblockingTries: number | undefined;
  #ended = false;

  /** `allowDestructive` is leave to write, and to spend a try on purpose. */
  constructor(allowDestructive: boolean) {
    this.#allowDestructive = allowDestructive;
  }

  /** Until it is told the passcode, it lets none pass. */
  use({ passcode, puk }: CardholderSecrets): void {
    this.#secrets = [passcode, puk].filter((text) => text !== undefined).map((text) => Buffer.from(text, "latin1"));
  }

  /** Whether the card refused the right passcode, so that none is sent any more. */
  get passcodeRefused(): boolean {
    return this.#ended;
  }

  /** The connection, with the guard in front: `transmit` also rejects with REAL_CARD_* and PASSCODE_LOCKED. */
  around(connection: CardConnection): CardConnection {
    return {
      atr: connection.atr,
      transaction: (work) => connection.transaction(work),
      disconnect: () => connection.disconnect(),
      transmit: async (bytes) => {
        const command = this.#pass(bytes);
        if (command === undefined || !usesPasscode(command)) return connection.transmit(bytes);
        const isRight = this.#isRight(command);
        await this.#checkTries(connection, command, isRight);
        const answer = await connection.transmit(bytes);
        this.#judge(decodeResponse(answer).sw, command, isRight);
        return answer;
      },
    };
  }

  /** Throws REAL_CARD_PROTECTED for what may not be sent at all. */
  #pass(bytes: Uint8Array): CommandApdu | undefined {
    const command = decodeCommand(bytes);
    if (this.#allowDestructive) return command;
    if (command === undefined) throw keptBack(bytes, "it is no whole command");
    if (!isReading(command)) throw keptBack(bytes, "it may write");
    if (usesPasscode(command) && !this.#isRight(command)) throw keptBack(bytes, "it would spend a passcode try");
    return command;
  }

  async #checkTries(connection: CardConnection, command: CommandApdu, isRight: boolean): Promise<void> {
    if (this.#ended) throw new TestkitError("REAL_CARD_RUN_ENDED");
    if (command.ins === Instruction.RESET_RETRY_COUNTER) {
      this.#checkUnblocking(command, isRight);
      return;
    }
    const question = encodeCommand({ cla: 0x00, ins: Instruction.VERIFY, p1: 0x00, p2: command.p2 });
    const { sw } = decodeResponse(await connection.transmit(question));
    // While a passcode stands verified its counter is full, and the card says only that it is.
    if (sw === StatusWord.SUCCESS) return;
    const left = triesLeft(sw);
    if (left === 0) throw new TestkitError("PASSCODE_LOCKED");
    if (left !== undefined) checkLeft(left, isRight);
    else if (command.ins === Instruction.VERIFY) throw keptBack(headerOf(command), "the card tells no tries left");
    else this.#checkUnblocking(command, isRight);
  }

  /** Cards do not tell how often an unblocking code may still be wrong, but from what they answered to the last one. */
  #checkUnblocking(command: CommandApdu, isRight: boolean): void {
    if (this.#unblockingTries !== undefined) checkLeft(this.#unblockingTries, isRight);
    else if (!isRight) throw keptBack(headerOf(command), "how often the code may still be wrong is not known");
  }

  #judge(sw: number, command: CommandApdu, wasRight: boolean): void {
    if (sw === StatusWord.SUCCESS) this.#follow(command);
    const left = triesLeft(sw);
    const isOfUnblocking = command.ins === Instruction.RESET_RETRY_COUNTER;
    if (isOfUnblocking) this.#unblockingTries = sw === StatusWord.SUCCESS ? Infinity : (left ?? this.#unblockingTries);
    if (left !== undefined && (wasRight || left < fewestTries.right)) this.#ended = true;
  }

  #follow({ ins, data }: CommandApdu): void {
    if (ins === Instruction.VERIFY) return;
    const [old, next] = [data.subarray(0, data.length / 2), data.subarray(data.length / 2)].map(unpadded);
    if (old === undefined || next === undefined) return;
    const changed = ins === Instruction.CHANGE_REFERENCE_DATA ? this.#secrets.findIndex((one) => one.equals(old)) : 0;
    if (changed !== -1) this.#secrets[changed] = Buffer.from(next);
  }

  /** Whether the first secret of the command is one of the holder's, padded or not. */
  #isRight({ data }: CommandApdu): boolean {
    const candidates = [data, data.subarray(0, data.length / 2)].map(unpadded);
    return this.#secrets.some((secret) => candidates.some((candidate) => secret.equals(candidate)));
  }
}

function checkLeft(triesLeft: number, isRight: boolean): void {
  if (triesLeft < fewestTries[isRight ? "right" : "wrong"]) throw new TestkitError("REAL_CARD_LAST_TRY", { triesLeft });
}

function headerOf({ cla, ins, p1, p2 }: CommandApdu): Uint8Array {
  return Uint8Array.of(cla, ins, p1, p2);
}

function unpadded(block: Uint8Array): Uint8Array {
  return block.subarray(0, block.findLastIndex((byte) => byte !== 0xff && byte !== 0x00) + 1);
}

function keptBack(command: Uint8Array, reason: string): TestkitError<"REAL_CARD_PROTECTED"> {
  return new TestkitError("REAL_CARD_PROTECTED", { command: describeCommand(command), reason });
}
