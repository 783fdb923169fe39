import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection } from "../../iso7816/index.ts";
import { PasscodeRefused } from "../cards/card-errors.ts";
import { openSmartcard } from "../cards/open-smartcard.ts";
import { toBytes } from "../cards/unlocked-card.ts";
import type { PasscodeRequest } from "../passcode/passcode-source.ts";
import { choosePasscode } from "./choose-passcode.ts";
import { type CredentialUse, type CardPreview, withCard } from "./credential-use.ts";

/**
 * Has the person change their passcode: the old one, then the new one twice. Nothing but the card gets to see either.
 * Rejects with the errors of `findTheCard`, `openSmartcard` and `Smartcard.changePasscode`; PASSCODE_LOCKED if there
 * is nothing to try.
 */
export async function changePasscode(use: CredentialUse): Promise<void> {
  await withCard(use, async (connection, seen) => {
    if (seen.triesLeft === 0) throw new TestkitError("PASSCODE_LOCKED");
    let request = passcodeRequest(seen, "a change of passcode");
    for (;;) {
      const current = toBytes(await use.passcodes.ask(request, use.signal));
      try {
        await changeFrom(connection, current, request, use);
        return;
      } catch (error) {
        if (error instanceof PasscodeRefused) request = { ...request, refused: error, triesLeft: error.triesLeft };
        else if (isTestkitError(error, "PASSCODE_FORMAT")) request = { ...request, refused: error };
        else {
          if (isTestkitError(error, "PASSCODE_LOCKED")) use.passcodes.refused?.(error);
          throw error;
        }
      } finally {
        current.fill(0);
      }
    }
  });
}

/** The old one is verified first: a person should not choose a new one for nothing. */
async function changeFrom(
  connection: CardConnection,
  current: Uint8Array,
  { refused, triesLeft, ...request }: PasscodeRequest,
  { passcodes, signal }: CredentialUse,
): Promise<void> {
  await connection.transaction(async () => (await openSmartcard(connection)).verifyPasscode(current));
  const next = await choosePasscode(passcodes, request, signal);
  try {
    await connection.transaction(async () => (await openSmartcard(connection)).changePasscode(current, next));
  } finally {
    next.fill(0);
  }
}

export function passcodeRequest({ reader, notAfter, triesLeft }: CardPreview, requestedBy: string): PasscodeRequest {
  return { reader, notAfter, requestedBy, purpose: "authentication", triesLeft };
}
