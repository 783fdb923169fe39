import { openSmartcard } from "../cards/open-smartcard.ts";
import { AuthorityClient, type AuthorityOptions, type SentCode } from "./authority-client.ts";
import { passcodeRequest } from "./change-passcode.ts";
import { choosePasscode } from "./choose-passcode.ts";
import { type CredentialUse, withCard } from "./credential-use.ts";
import { executeRelaySteps } from "./relay.ts";

/** Has the authority send a one-time code to the person whose card is in the reader. */
export async function requestSecurityCode(
  options: Pick<CredentialUse, "readers" | "reader"> & AuthorityOptions,
): Promise<SentCode> {
  const authority = new AuthorityClient(options);
  return withCard(options, (_, { certificate }) => authority.sendSecurityCode(certificate));
}

export interface UnlockOptions extends CredentialUse, AuthorityOptions {
  /** As {@link requestSecurityCode} gave it. */
  readonly request: string;
  /** The one-time code, as the person entered it. */
  readonly code: string;
}

/**
 * Gives the card a new passcode, which only the person and the card get to know: the authority, with the unblocking code
 * that only it has, sets a temporary one, and this client replaces it, all in one transaction. The person is asked for the
 * new passcode after the authority has accepted the code, which is used up from then on.
 * Rejects with UNLOCK_CODE_REFUSED and UNLOCK_CODE_EXPIRED, and then the card is as it was.
 */
export async function unlock(options: UnlockOptions): Promise<void> {
  const authority = new AuthorityClient(options);
  const { passcodes, signal, request, code } = options;
  await withCard(options, async (connection, { triesLeft, ...seen }) => {
    const first = await authority.unlock(request, code, seen.certificate);
    const next = await choosePasscode(
      passcodes,
      passcodeRequest({ ...seen, triesLeft: undefined }, "unlocking"),
      signal,
    );
    try {
      await connection.transaction(async () => {
        const smartcard = await openSmartcard(connection);
        const card = {
          relay: (command: Uint8Array) => smartcard.relay(command),
          replacePasscode: (temporary: string) => smartcard.changePasscode(temporary, next),
        };
        await executeRelaySteps(authority, card, first);
      });
    } finally {
      next.fill(0);
    }
  });
}
