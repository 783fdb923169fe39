import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { PresentedCredential } from "./presented-credential.ts";

export async function checkCardState({ certificate, services }: PresentedCredential): Promise<void> {
  const card = await services.registrationAuthority.cardOf(certificate.serialNumber);
  if (card?.state === "cancelled") throw new TestkitError("CARD_CANCELLED", { serial: card.serial });
  if (card?.state === "suspended") throw new TestkitError("CARD_SUSPENDED", { serial: card.serial });
}
