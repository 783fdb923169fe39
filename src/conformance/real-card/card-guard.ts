import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import {
  decodeCommand,
  decodeResponse,
  encodeCommand,
  StatusWord,
  triesLeft,
  type CardConnection,
  type CommandApdu,
} from "../../iso7816/index.ts";
import { describeCommand } from "../../virtual-card/index.ts";
import { instruction, isReading, usesPasscode } from "./commands.ts";

/** The fewest tries a card has to have left before the right passcode is sent, and before a wrong one is on purpose. */
const fewestTries = { right: 2, wrong: 3 } as const;

/** What the holder knows. */
export interface HolderSecrets {
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
  #secrets: readonly Buffer[] = [];
  #ended = false;

  /** `allowDestructive` is leave to write, and to spend a try on purpose. */
  constructor(allowDestructive: boolean) {
    this.#allowDestructive = allowDestructive;
  }

  /** Until it is told the passcode, it lets none pass. */
  use({ passcode, puk }: HolderSecrets): void {
    this.#secrets = [passcode, puk].filter((text) => text !== undefined).map((text) => Buffer.from(text, "latin1"));
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
        this.#judge(answer, isRight);
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
    const question = encodeCommand({ cla: 0x00, ins: instruction.VERIFY, p1: 0x00, p2: command.p2 });
    const { sw } = decodeResponse(await connection.transmit(question));
    // While a passcode stands verified its counter is full, and the card says only that it is.
    if (sw === StatusWord.SUCCESS || command.ins === instruction.RESET_RETRY_COUNTER) return;
    const left = triesLeft(sw);
    if (left === 0) throw new TestkitError("PASSCODE_LOCKED");
    if (left !== undefined && left < fewestTries[isRight ? "right" : "wrong"]) {
      throw new TestkitError("REAL_CARD_LAST_TRY", { triesLeft: left });
    }
    // PIV cards do not tell how often an unblocking code may still be wrong: changing it was given leave.
    if (left === undefined && command.ins === instruction.VERIFY) {
      throw keptBack(Uint8Array.of(command.cla, command.ins, command.p1, command.p2), "the card tells no tries left");
    }
  }

  #judge(answer: Uint8Array, wasRight: boolean): void {
    const left = triesLeft(decodeResponse(answer).sw);
    if (left !== undefined && (wasRight || left < fewestTries.right)) this.#ended = true;
  }

  /** Whether the first secret of the command is one of the holder's, padded or not. */
  #isRight({ data }: CommandApdu): boolean {
    const candidates = [data, data.subarray(0, data.length / 2)].map(unpadded);
    return this.#secrets.some((secret) => candidates.some((candidate) => secret.equals(candidate)));
  }
}

function unpadded(block: Uint8Array): Uint8Array {
  return block.subarray(0, block.findLastIndex((byte) => byte !== 0xff && byte !== 0x00) + 1);
}

function keptBack(command: Uint8Array, reason: string): TestkitError<"REAL_CARD_PROTECTED"> {
  return new TestkitError("REAL_CARD_PROTECTED", { command: describeCommand(command), reason });
}
