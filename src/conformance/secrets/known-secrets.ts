import type { PasscodeBlock } from "../../client/index.ts";
import { Instruction, type CommandApdu } from "../../iso7816/index.ts";

/** What the cardholder knows. */
export interface CardholderSecrets {
  readonly passcode: string;
  readonly puk?: string | undefined;
  readonly block: PasscodeBlock;
}

export type SecretName = "passcode" | "puk";

/** A secret that a command gives to the card. */
export interface GivenSecret {
  /** Which secret the card compares it with. Undefined if P2 names none that is known. */
  readonly name: SecretName | undefined;
  /** Whether it is that secret, exactly as the card wants it: class, parameters, length and padding included. */
  readonly right: boolean;
  /** Whether it may be that secret: the card accepted a change that it should have refused, and what it did is not known. */
  readonly possible: boolean;
  /** What the command puts in place of a secret, and of which. */
  readonly replaces?: { readonly name: SecretName | undefined; readonly by: Buffer };
}

const chained = 0x10;

/** The passcode and the PUK as they are on the card now: cases change them, and change them back. */
export class KnownSecrets {
  readonly #block: PasscodeBlock;
  readonly #current = new Map<SecretName, Buffer>();
  /** What the passcode may be while it is not known, the likeliest first. */
  #candidates: readonly Buffer[] = [];

  constructor({ passcode, puk, block }: CardholderSecrets) {
    this.#block = block;
    this.#current.set("passcode", this.padded(passcode));
    if (puk !== undefined) this.#current.set("puk", this.padded(puk));
  }

  /** P2 of the passcode's commands. */
  get reference(): number {
    return this.#block.reference;
  }

  /** P2 of the command that changes the PUK. Undefined if there is none. */
  get pukReference(): number | undefined {
    return this.#block.pukReference;
  }

  /** What the passcode may be after a change that the card should have refused. Empty while it is known. */
  get candidates(): readonly Buffer[] {
    return this.#candidates;
  }

  /** The secret as the card holds it now, padded. Undefined if it was not given, or is not known for certain. */
  current(name: SecretName): Buffer | undefined {
    return this.#current.get(name);
  }

  padded(secret: string): Buffer {
    const { paddedLength, padding } = this.#block;
    return Buffer.from(secret.padEnd(paddedLength, String.fromCharCode(padding)), "latin1");
  }

  /** What a command gives the card to compare. Undefined if it gives nothing. */
  given({ cla, ins, p1, p2, data }: CommandApdu): GivenSecret | undefined {
    if (data.length === 0 || !comparing.has(ins)) return undefined;
    const name = this.#compared(ins, p2);
    const isPair = ins !== Instruction.VERIFY;
    const half = isPair ? data.length / 2 : data.length;
    const old = Buffer.from(data.subarray(0, half));
    const secret = name && this.#current.get(name);
    const fits = cla === 0x00 && p1 === 0x00 && half === this.#block.paddedLength;
    const right = fits && secret?.equals(old) === true;
    const possible = right || (name === "passcode" && this.#candidates.some((one) => one.equals(old)));
    if (!isPair) return { name, right, possible };
    const changed = p2 === this.#block.pukReference ? "puk" : "passcode";
    const known = p2 === this.#block.reference || p2 === this.#block.pukReference;
    return {
      name,
      right,
      possible,
      replaces: { name: known ? changed : undefined, by: Buffer.from(data.subarray(half)) },
    };
  }

  /** Takes note of a command that the card accepted. */
  accepted(command: CommandApdu): void {
    const given = this.given(command);
    if (given === undefined || (command.cla & chained) !== 0) return;
    if (given.replaces === undefined) {
      if (given.name !== undefined) this.#settle(given.name, Buffer.from(command.data));
      return;
    }
    const { name, by } = given.replaces;
    if (name !== undefined && given.possible && this.#isWellFormed(by)) this.#settle(name, by);
    else this.#doubt(by);
  }

  #settle(name: SecretName, value: Buffer): void {
    this.#current.set(name, value);
    if (name === "passcode") this.#candidates = [];
  }

  #doubt(by: Buffer): void {
    const before = this.#current.get("passcode");
    this.#candidates = [...(before === undefined ? this.#candidates : [before]), by];
    this.#current.delete("passcode");
  }

  /** Whether a card can hold it: 6 to 8 digits, filled up. */
  #isWellFormed(value: Buffer): boolean {
    const { paddedLength, padding } = this.#block;
    if (value.length !== paddedLength) return false;
    const text = value.toString("latin1").replace(new RegExp(`${String.fromCharCode(padding)}+$`), "");
    return /^\d{6,8}$/.test(text);
  }

  #compared(ins: number, p2: number): SecretName | undefined {
    if (ins === Instruction.RESET_RETRY_COUNTER) return p2 === this.#block.reference ? "puk" : undefined;
    if (p2 === this.#block.reference) return "passcode";
    return ins === Instruction.CHANGE_REFERENCE_DATA && p2 === this.#block.pukReference ? "puk" : undefined;
  }
}

const comparing: ReadonlySet<number> = new Set([
  Instruction.VERIFY,
  Instruction.CHANGE_REFERENCE_DATA,
  Instruction.RESET_RETRY_COUNTER,
]);

/** Whether a card compares a secret for this command, and so may count a failure. */
export function comparesSecret({ ins, data }: CommandApdu): boolean {
  return comparing.has(ins) && data.length > 0;
}
