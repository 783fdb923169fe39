import { createHash } from "node:crypto";
import type { Persona } from "../../fake-cis2/index.ts";
import type { CertificatePurpose } from "../../pki/index.ts";
import type { CardProfile } from "../../virtual-card/profiles/card-profile.ts";
import { cardSerial } from "../../virtual-card/card-serial.ts";
import { type CertificateLife, certificateLife } from "./certificate-life.ts";

/**
 * What identifies a persona's card of one profile. It follows from the persona file, the profile and the day alone, so
 * that one process can register the card that another presents.
 */
export interface PersonaCard {
  readonly persona: Persona;
  readonly personaName: string;
  readonly profile: CardProfile;
  /**
   * What the card answers, as readers show it and `--card-serial` takes it: 16 hexadecimal digits, on a PIV card 32. A
   * persona's cards of two profiles are two cards.
   */
  readonly serial: string;
  readonly life: CertificateLife;
  /** Hexadecimal; absent on a blank card. */
  readonly certificateSerialNumbers?: Readonly<Record<CertificatePurpose, string>>;
}

export function personaCard(personaName: string, persona: Persona, profile: CardProfile, now: Date): PersonaCard {
  const cardNumber = cardNumberOf(persona, profile);
  const serial = cardSerial(profile.applet, cardNumber);
  const life = certificateLife(persona.card.certificate, now);
  const card = { persona, personaName, profile, serial, life };
  if (persona.card.state === "blank") return card;
  const serialNumber = (purpose: CertificatePurpose) =>
    // A serial number is positive (RFC 5280, 4.1.2.2): the first digit is below 8.
    `4${digest(cardNumber, purpose, life.notBefore.toISOString()).slice(0, 31)}`;
  return {
    ...card,
    certificateSerialNumbers: { authentication: serialNumber("authentication"), signing: serialNumber("signing") },
  };
}

/** The number printed on the card: 16 hexadecimal digits. */
export function cardNumberOf(persona: Persona, profile: CardProfile): string {
  return digest(persona.card.serial, profile.name).slice(0, 16).toUpperCase();
}

function digest(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join(":")).digest("hex");
}
