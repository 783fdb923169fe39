import type { FakeCis2 } from "../fake-cis2/index.ts";
import type { PersonaCard } from "./persona-card.ts";

/** Enters a persona's card in the registration authority's register, in the state the persona file says. */
export async function registerCard({ registrationAuthority }: FakeCis2, card: PersonaCard): Promise<void> {
  const { serial, persona } = card;
  const certificates = Object.values(card.certificateSerialNumbers ?? {});
  await registrationAuthority.register({ serial, userId: persona.user.userId, certificates });
  if (persona.card.state === "cancelled") await registrationAuthority.cancel(serial);
  if (persona.card.certificate.revoked) {
    await Promise.all(certificates.map((number) => registrationAuthority.revoke(number)));
  }
}
