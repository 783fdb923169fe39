import type { ReaderSource } from "../../iso7816/index.ts";
import type { CardChannelOptions } from "../cards/card-channel.ts";
import { withUnlockedCard, type UnlockedCard } from "../cards/unlocked-card.ts";
import type { PasscodeSource } from "../passcode/passcode-source.ts";
import { clientIdentity } from "./client-identity.ts";
import { hashToSign, tokenFormat, type Assertion, type ClientIdentity } from "./assertion.ts";

export interface AuthenticateOptions extends CardChannelOptions {
  readonly readers: ReaderSource;
  /** The reader to use; without it there has to be exactly one card. */
  readonly reader?: string | undefined;
  readonly passcodes: PasscodeSource;
  /** The challenge as CIS2 gave it, base64. */
  readonly challenge: string;
  /** The origin of the page that asked, as the client saw it itself. */
  readonly origin: string;
  /** The system the person signs in to, as the passcode window names it; the origin by default. */
  readonly relyingParty?: string | undefined;
  readonly client?: ClientIdentity | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes the token of one sign-in: looks at the card, asks for the passcode, then in one transaction reads the
 * certificate, verifies the passcode and signs the challenge.
 *
 * Rejects with the errors of `findTheCard`, `openSmartcard`, `Smartcard` and `PasscodeSource`. After a refused
 * passcode the source is asked again, and told so; it decides whether there is a person to answer.
 */
export function authenticate(options: AuthenticateOptions): Promise<Assertion> {
  const { challenge, origin, relyingParty = origin, client = clientIdentity, ...card } = options;
  return withUnlockedCard({ ...card, purpose: "authentication", requestedBy: relyingParty }, (unlocked) =>
    makeToken(unlocked, { challenge, origin, client }),
  );
}

/** The token of an unlocked card for a challenge, base64, asked for by a page of the origin. */
export async function makeToken(
  { certificate, algorithm, sign }: Pick<UnlockedCard, "certificate" | "algorithm" | "sign">,
  { challenge, origin, client }: { challenge: string; origin: string; client: ClientIdentity },
): Promise<Assertion> {
  const signature = await sign(algorithm, hashToSign(algorithm, origin, challenge));
  return {
    format: tokenFormat,
    challenge,
    origin,
    algorithm,
    signature: Buffer.from(signature).toString("base64"),
    unverifiedCertificate: Buffer.from(certificate).toString("base64"),
    client,
  };
}
