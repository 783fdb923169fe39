import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { decodeCommand, StatusWord, statusWordOf, type CardConnection, type CommandApdu } from "../../iso7816/index.ts";
import { describeCommand } from "../../virtual-card/index.ts";
import {
  comparesSecret,
  type CardholderSecrets,
  type GivenSecret,
  KnownSecrets,
  type SecretName,
} from "../secrets/known-secrets.ts";
import { isReading, provesAdministrationKey } from "./commands.ts";
import { RetryCounts } from "./retry-counts.ts";

/** A secret that the card refused although it should be right. */
export type RefusedSecret = SecretName | "administration key";

const names: Readonly<Record<RefusedSecret, string>> = {
  passcode: "its passcode",
  puk: "its unblocking code (PUK)",
  "administration key": "the administration key",
};

/** The refused secret as text, after "the card refused". */
export function refusedText(secret: RefusedSecret): string {
  return names[secret];
}

/**
 * Filters every command to a real card. Unless destructive tests are allowed, only reading commands pass. Each secret
 * passes only at its own reference. Before each secret it queries the tries left; it never spends the last try. After
 * the card refused a secret it sends none, except another one that is right, which gives tries back.
 */
export class CardGuard {
  readonly #allowDestructive: boolean;
  readonly #counts = new RetryCounts();
  #secrets: KnownSecrets | undefined;
  /** The secret that is not sent any more. */
  #refused: RefusedSecret | undefined;
  #refusedFirst: RefusedSecret | undefined;

  /** `allowDestructive` is leave to write, and to spend a try on purpose. */
  constructor(allowDestructive: boolean) {
    this.#allowDestructive = allowDestructive;
  }

  /** Until it knows the passcode, it lets none pass. */
  use(secrets: CardholderSecrets): void {
    this.#secrets = new KnownSecrets(secrets);
  }

  /** The secret that the card refused first, which ends the run. Undefined as long as it refused none. */
  get refused(): RefusedSecret | undefined {
    return this.#refusedFirst;
  }

  /** The connection, with the guard in front: `transmit` also rejects with REAL_CARD_* and PASSCODE_LOCKED. */
  around(connection: CardConnection): CardConnection {
    return {
      atr: connection.atr,
      protocol: connection.protocol,
      transaction: (work) => connection.transaction(work),
      disconnect: () => connection.disconnect(),
      transmit: async (bytes) => {
        const command = this.#pass(bytes);
        const given = this.#secrets?.given(command);
        const compares = comparesSecret(command);
        if (compares) await this.#checkSecret(connection, command, given);
        if (provesAdministrationKey(command) && this.#refused !== undefined) throw ended(this.#refused);
        const answer = await connection.transmit(bytes);
        this.#judge(statusWordOf(answer), command, given);
        return answer;
      },
    };
  }

  /** Throws REAL_CARD_PROTECTED for what may not be sent at all. */
  #pass(bytes: Uint8Array): CommandApdu {
    const command = decodeCommand(bytes);
    if (command === undefined) throw keptBack(bytes, "it is no whole command");
    if (this.#allowDestructive) return command;
    if (!isReading(bytes, command)) throw keptBack(bytes, "it may write");
    if (comparesSecret(command) && this.#secrets?.given(command)?.right !== true) {
      throw keptBack(bytes, "it would spend a passcode try");
    }
    return command;
  }

  async #checkSecret(connection: CardConnection, command: CommandApdu, given: GivenSecret | undefined): Promise<void> {
    const { name, possible: right = false } = given ?? {};
    // A right secret gives tries back, or brings the card back, even if another one was refused.
    const givesBack = right && this.#refused !== name;
    if (this.#refused !== undefined && !givesBack) throw ended(this.#refused);
    if (name === undefined) {
      if (await this.#counts.isNoReference(connection, command.p2)) return;
      throw keptBack(headerOf(command), "the testkit does not know which secret the card compares");
    }
    if (name === "passcode") return this.#counts.checkPasscode(connection, command.p2, right);
    if (await this.#counts.mayTryPuk(connection, this.#secrets?.pukReference, right)) return;
    throw keptBack(headerOf(command), "it is not known how many tries the code has left");
  }

  #judge(sw: number | undefined, command: CommandApdu, given: GivenSecret | undefined): void {
    this.#counts.note(sw, command, given?.name);
    if (sw === StatusWord.SUCCESS) {
      this.#secrets?.accepted(command);
      // The PUK has set another passcode in place of the refused one.
      if (given?.name === "puk" && given.right && this.#refused === "passcode") this.#refused = undefined;
      return;
    }
    if (provesAdministrationKey(command) && isRefusal(sw)) this.#refuse("administration key");
    if (given?.name === undefined) return;
    const left = this.#counts.leftBy(sw);
    if (left !== undefined && (given.right || left < 2)) this.#refuse(given.name);
  }

  #refuse(secret: RefusedSecret): void {
    this.#refused ??= secret;
    this.#refusedFirst ??= secret;
  }
}

/** The card says that the proof was wrong, and not that it was asked in the wrong way. */
function isRefusal(sw: number | undefined): boolean {
  if (sw === undefined) return false;
  return (
    sw === StatusWord.SECURITY_STATUS_NOT_SATISFIED || sw === StatusWord.AUTHENTICATION_BLOCKED || sw >> 8 === 0x63
  );
}

function ended(refused: RefusedSecret): TestkitError<"REAL_CARD_RUN_ENDED"> {
  return new TestkitError("REAL_CARD_RUN_ENDED", { secret: refusedText(refused) });
}

function headerOf({ cla, ins, p1, p2 }: CommandApdu): Uint8Array {
  return Uint8Array.of(cla, ins, p1, p2);
}

function keptBack(command: Uint8Array, reason: string): TestkitError<"REAL_CARD_PROTECTED"> {
  return new TestkitError("REAL_CARD_PROTECTED", { command: describeCommand(command), reason });
}
