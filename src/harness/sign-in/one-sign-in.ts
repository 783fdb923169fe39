import { fixedPasscode } from "../../client/passcode/fixed-passcode.ts";
import { openPcscReaders } from "../../client/readers/pcsc/open-pcsc-readers.ts";
import type { PasscodeSource } from "../../client/passcode/passcode-source.ts";
import type { NetworkName } from "../../fake-cis2/index.ts";
import { issuerAt } from "../../fake-cis2/networks/cis2-network.ts";
import { InProcessReaders } from "../../virtual-card/readers/in-process.ts";
import { VirtualCard } from "../../virtual-card/virtual-card.ts";
import { cardToAdopt } from "../persona-cards/adopt-card.ts";
import { PersonaCardIssuer } from "../persona-cards/persona-card-issuer.ts";
import { startEmbeddedCis2 } from "../embedded-cis2.ts";
import { exampleRelyingParty } from "../relying-party/example-relying-party.ts";
import { type SignInOutcome, type CompleteSignInOptions, completeSignIn } from "./complete-sign-in.ts";
import { type RelyingPartyOptions, StrictRelyingParty } from "../relying-party/strict-relying-party.ts";

export interface VirtualCardSignIn {
  readonly card: string;
  readonly persona: string;
  readonly role?: string;
  readonly scope: string;
  /** The issuer of a fake CIS2 that runs already, or its origin; or the network of one that runs for this sign-in alone. */
  readonly at: { readonly issuer: string } | { readonly network: NetworkName };
}

/** A card in a reader of the machine, and who is asked for its passcode. */
export interface CardInReader {
  readonly reader: string;
  readonly passcodes: PasscodeSource;
  /** The persona whose roles its holder gets, if the embedded CIS2 is to trust a card that was not issued here. */
  readonly adoptAs?: string;
}

/**
 * One sign-in with the card in a reader of this machine, as the example relying party. The embedded CIS2 knows the cards
 * of all personas. Rejects as `signInWithVirtualCard` does, and with the errors of readers.
 */
export async function signInWithReader(
  { adoptAs, ...card }: CardInReader,
  { at, ...login }: Omit<VirtualCardSignIn, "card" | "persona">,
): Promise<SignInOutcome> {
  const readers = await openPcscReaders();
  if ("issuer" in at) return signInAt(at.issuer, { readers, ...card }, login);
  const embedded = await startEmbeddedCis2({ relyingParties: [exampleRelyingParty] });
  try {
    await embedded.registerEveryCard();
    if (adoptAs !== undefined) {
      await embedded.cis2.adoptedCards.adopt({ ...(await cardToAdopt(readers, card.reader)), persona: adoptAs });
    }
    return await signInAt(embedded.cis2.networks[at.network].issuer, { readers, ...card }, login);
  } finally {
    await embedded.close();
  }
}

/**
 * One sign-in of a persona with a virtual card, as the example relying party.
 * Rejects with PERSONA_UNKNOWN, CARD_PROFILE_UNKNOWN, and whatever the sign-in is refused with.
 */
export async function signInWithVirtualCard({ at, ...login }: VirtualCardSignIn): Promise<SignInOutcome> {
  if ("issuer" in at) {
    const cardIssuer = await PersonaCardIssuer.open();
    const made = await cardIssuer.make(login.persona, login.card);
    return signInWith(new VirtualCard(made.image), made.persona.card.passcode, at.issuer, login);
  }
  const embedded = await startEmbeddedCis2({ relyingParties: [exampleRelyingParty] });
  try {
    const { card, persona } = await embedded.issueCard(login.persona, login.card);
    return await signInWith(card, persona.card.passcode, embedded.cis2.networks[at.network].issuer, login);
  } finally {
    await embedded.close();
  }
}

async function signInWith(
  card: VirtualCard,
  passcode: string,
  issuer: string,
  login: Pick<VirtualCardSignIn, "scope" | "role">,
): Promise<SignInOutcome> {
  const readers = new InProcessReaders();
  readers.addReader("Virtual reader");
  readers.insert("Virtual reader", card);
  return signInAt(issuer, { readers, passcodes: fixedPasscode(passcode) }, login);
}

async function signInAt(
  issuer: string,
  card: Pick<CompleteSignInOptions, "readers" | "reader" | "passcodes">,
  { scope, role }: Pick<VirtualCardSignIn, "scope" | "role">,
): Promise<SignInOutcome> {
  const relyingParty = await StrictRelyingParty.discover({ ...exampleRelyingPartyAt(issuer), scope });
  return completeSignIn(relyingParty, { ...card, role });
}

function exampleRelyingPartyAt(issuer: string): Omit<RelyingPartyOptions, "scope"> {
  const { clientId, redirectUris, clientSecret } = exampleRelyingParty;
  const authentication = { method: "client_secret_post", secret: clientSecret } as const;
  return { issuer: issuerAt(issuer), clientId, redirectUri: redirectUris[0], authentication, prompt: "login" };
}
