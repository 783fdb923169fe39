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

/** The form of every passcode that is set, on whatever card (national notice of July 2023). Older ones may differ. */
const newPasscodeForm = { shortest: 6, longest: 8, digitsOnly: true, expected: "6 to 8 digits" } as const;

/** Rejects with PASSCODE_FORMAT if a passcode may not be set. */
export function checkNewPasscode(passcode: string | Uint8Array): void {
  const { shortest, longest, expected } = newPasscodeForm;
  const fits = passcode.length >= shortest && passcode.length <= longest;
  const digits = typeof passcode === "string" ? /^[0-9]*$/.test(passcode) : passcode.every(isDigit);
  if (!fits || !digits) throw new TestkitError("PASSCODE_FORMAT", { expected });
}

/**
 * Runs `send` with the passcode as the card wants it, and overwrites those bytes afterwards. Rejects with
 * PASSCODE_FORMAT, before anything is sent, if the card cannot hold such a passcode.
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

/** As {@link withPasscodeBlock}, with several passcodes one after the other. */
export function withPasscodeBlocks<T>(
  passcodes: readonly (string | Uint8Array)[],
  form: PasscodeForm,
  send: (blocks: Uint8Array) => Promise<T>,
): Promise<T> {
  const add = ([first, ...rest]: readonly (string | Uint8Array)[], before: Uint8Array): Promise<T> =>
    first === undefined
      ? send(before)
      : withPasscodeBlock(first, form, async (block) => {
          const blocks = Buffer.concat([before, block]);
          try {
            return await add(rest, blocks);
          } finally {
            blocks.fill(0);
          }
        });
  return add(passcodes, new Uint8Array());
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
