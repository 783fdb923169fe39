import { fixedPasscode } from "../client/index.ts";
import type { NetworkName } from "../fake-cis2/index.ts";
import { InProcessReaders } from "../virtual-card/index.ts";
import { startEnvironment } from "./environment.ts";
import { type PersonSignedIn, personSignsIn } from "./person-signs-in.ts";
import { TestkitRelyingParty } from "./relying-party.ts";
import { exampleRelyingParty } from "./example-relying-party.ts";

export interface LoginOnce {
  readonly card: string;
  readonly persona: string;
  readonly network: NetworkName;
  readonly role?: string;
  readonly scope: string;
}

/**
 * One sign-in with everything embedded, from the card to the relying party, and all of it closed again.
 * Rejects with PERSONA_UNKNOWN, CARD_PROFILE_UNKNOWN, and whatever the sign-in is refused with.
 */
export async function loginOnce({ card, persona, network, role, scope }: LoginOnce): Promise<PersonSignedIn> {
  const environment = await startEnvironment({ relyingParties: [exampleRelyingParty] });
  try {
    const issued = await environment.issueCard(persona, card);
    const readers = new InProcessReaders();
    readers.addReader("Virtual reader");
    readers.insert("Virtual reader", issued.card);
    const { clientId, redirectUris, clientSecret } = exampleRelyingParty;
    const relyingParty = await TestkitRelyingParty.discover({
      issuer: environment.cis2.networks[network].issuer,
      clientId,
      redirectUri: redirectUris[0],
      authentication: { method: "client_secret_post", secret: clientSecret },
      scope,
      prompt: "login",
    });
    const passcodes = fixedPasscode(issued.persona.card.passcode);
    return await personSignsIn(relyingParty, { readers, passcodes, role });
  } finally {
    await environment.close();
  }
}
