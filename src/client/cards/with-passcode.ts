import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import type { PasscodeRequest, PasscodeSource } from "../passcode/passcode-source.ts";
import { PasscodeRefused } from "./card-errors.ts";

/**
 * Asks for the passcode, and runs `work` with it. After a passcode that the card refused or cannot have, the source is asked
 * again, and told so; it decides whether there is a person to answer. The bytes are overwritten when `work` is done.
 */
export async function withPasscode<T>(
  { passcodes, signal }: { readonly passcodes: PasscodeSource; readonly signal?: AbortSignal | undefined },
  first: PasscodeRequest,
  work: (passcode: Uint8Array, request: PasscodeRequest) => Promise<T>,
): Promise<T> {
  for (let request = first; ;) {
    const passcode = toBytes(await passcodes.ask(request, signal));
    try {
      return await work(passcode, request);
    } catch (error) {
      if (error instanceof PasscodeRefused) request = { ...request, refused: error, triesLeft: error.triesLeft };
      else if (isTestkitError(error, "PASSCODE_FORMAT")) request = { ...request, refused: error };
      else {
        if (isTestkitError(error, "PASSCODE_LOCKED")) passcodes.refused?.(error);
        throw error;
      }
    } finally {
      passcode.fill(0);
    }
  }
}

/** A buffer of our own to overwrite; the source's own bytes are overwritten at once. */
export function toBytes(passcode: string | Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(Buffer.from(passcode as string));
  if (typeof passcode !== "string") passcode.fill(0);
  return bytes;
}
