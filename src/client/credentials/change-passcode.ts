import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection } from "../../iso7816/index.ts";
import { openSmartcard } from "../cards/open-smartcard.ts";
import { withPasscode } from "../cards/with-passcode.ts";
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
    await withPasscode(use, passcodeRequest(seen, "a change of passcode"), (current, request) =>
      changeFrom(connection, current, request, use),
    );
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
