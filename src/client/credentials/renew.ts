import { withUnlockedCard } from "../cards/unlocked-card.ts";
import { clientIdentity } from "../sign-in/client-identity.ts";
import { makeToken } from "../sign-in/authenticate.ts";
import { AuthorityClient, type AuthorityOptions } from "./authority-client.ts";
import type { CredentialUse } from "./credential-use.ts";
import { executeRelaySteps } from "./relay.ts";

export interface RenewalResult {
  /** The card's serial number, as the authority has it. */
  readonly card: string;
  /** ISO 8601: the last second of the new certificates. */
  readonly notAfter: string;
}

/**
 * Renews the card's keys and certificates. The card signs the authority's challenge, so that it is known to be at hand
 * with its person; then the authority works on it through this client, all in one transaction. Cut off anywhere, the card
 * has the old pair or the new one, and renewing again completes it.
 */
export async function renew(options: CredentialUse & AuthorityOptions): Promise<RenewalResult> {
  const authority = new AuthorityClient(options);
  const { renewal, challenge } = await authority.beginRenewal();
  const { readers, reader, passcodes, signal } = options;
  const use = { readers, reader, passcodes, signal, purpose: "authentication", requestedBy: "a renewal" } as const;
  return withUnlockedCard(use, async (card) => {
    const token = await makeToken(card, { challenge, origin: authority.origin, client: clientIdentity });
    const result = await executeRelaySteps(authority, card, await authority.renew(renewal, token));
    return { card: String(result["card"]), notAfter: String(result["notAfter"]) };
  });
}
