import type { CertificatePurpose } from "../../pki/index.ts";

/** Entered but not issued yet, in use, held back for a time, or withdrawn for good. */
export type CardState = "registered" | "active" | "suspended" | "cancelled";

/** A card as the registration authority knows it. */
export interface RegisteredCard {
  readonly serial: string;
  readonly userId: string;
  readonly series: 8 | 9;
  /** Serial numbers of the certificates on it, hexadecimal, lower case. */
  readonly certificates: readonly string[];
  readonly state: CardState;
  /** Set while a renewal has begun and not been confirmed by the card: it may be taken up again at any time. */
  readonly renewing?: true;
}

/** A certificate by its number, and what it is for: that tells which authority issued it. */
export interface RegisteredCertificate {
  /** Hexadecimal. */
  readonly serialNumber: string;
  readonly purpose: CertificatePurpose;
}

export interface CardEntry {
  readonly serial: string;
  readonly userId: string;
  /** 9, PIV, unless given. */
  readonly series?: 8 | 9;
  /** A number alone is that of an authentication certificate. */
  readonly certificates: readonly (string | RegisteredCertificate)[];
  /** What the authority administers the card with; what the card left the factory with unless given. */
  readonly secrets?: CardSecrets;
  /**
   * Enters the card although the person has an active one. For emulated people only, whose cards of several kinds lie
   * ready so that a tester can take whichever they like.
   */
  readonly allowSecondActiveCard?: boolean;
}

/** What a card's administrator holds. It never leaves the authority but as commands to the card. */
export interface CardSecrets {
  /** Eight characters. */
  readonly puk: string;
  /** The PUK the card may have in place of the other: it was told to change, and its answer never came. */
  readonly nextPuk?: string;
  readonly administrationKey?: AdministrationKey;
}

/** A symmetric card administration key (PIV: key 9B). */
export interface AdministrationKey {
  readonly algorithm: "3des" | "aes-128" | "aes-192" | "aes-256";
  /** Base64. */
  readonly key: string;
}
