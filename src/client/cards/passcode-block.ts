import { TestkitError } from "../../foundation/errors/testkit-error.ts";

/** What a card takes for a passcode. Lengths are in bytes. */
export interface PasscodeForm {
  readonly shortest: number;
  readonly longest: number;
  readonly digitsOnly: boolean;
  /** The length it is filled up to, with `padding`. */
  readonly paddedLength: number;
  readonly padding: number;
  /** In words, for PASSCODE_FORMAT. */
  readonly expected: string;
}

/**
 * Runs `send` with the passcode as the card wants it, and overwrites those bytes afterwards. Rejects with
 * PASSCODE_FORMAT, before anything is sent, where the card cannot hold such a passcode.
 */
export async function withPasscodeBlock<T>(
  passcode: string | Uint8Array,
  form: PasscodeForm,
  send: (block: Uint8Array) => Promise<T>,
): Promise<T> {
  const bytes = Buffer.from(passcode as string);
  const block = new Uint8Array(form.paddedLength).fill(form.padding);
  try {
    const fits = bytes.length >= form.shortest && bytes.length <= form.longest;
    if (!fits || (form.digitsOnly && !bytes.every(isDigit))) {
      throw new TestkitError("PASSCODE_FORMAT", { expected: form.expected });
    }
    block.set(bytes);
    return await send(block);
  } finally {
    bytes.fill(0);
    block.fill(0);
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
