import type { FakeCis2 } from "../../fake-cis2/index.ts";
import type { CertificatePurpose } from "../../pki/index.ts";
import type { PersonaCard } from "./persona-card.ts";

/**
 * Enters a persona's card in the registration authority's register, in the state the persona file says. A persona's cards
 * of several kinds are good side by side. One that was cancelled stays so.
 */
export async function registerCard({ registrationAuthority }: FakeCis2, card: PersonaCard): Promise<void> {
  const { serial, persona } = card;
  const { series } = card.profile;
  if ((await registrationAuthority.find(serial))?.state === "cancelled") return;
  const certificates = Object.entries(card.certificateSerialNumbers ?? {}).map(([purpose, serialNumber]) => ({
    purpose: purpose as CertificatePurpose,
    serialNumber,
  }));
  await registrationAuthority.register({
    serial,
    series,
    userId: persona.user.userId,
    certificates,
    allowSecondActiveCard: true,
  });
  if (persona.card.state === "cancelled") await registrationAuthority.cancel(serial);
  if (persona.card.certificate.revoked) {
    await Promise.all(certificates.map(({ serialNumber }) => registrationAuthority.revoke(serialNumber)));
  }
}
