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
  /** Set if it may be active although the person has another active card. */
  readonly besideOthers?: true;
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
  /** Default: 9, PIV. */
  readonly series?: 8 | 9;
  /** A number alone is that of an authentication certificate. */
  readonly certificates: readonly (string | RegisteredCertificate)[];
  /** What the authority administers the card with. Default: what the card left the factory with. */
  readonly secrets?: CardSecrets;
  /** Registers the card even if the user has another active one. Only for personas: each has one card per profile. */
  readonly allowSecondActiveCard?: boolean;
}

/** The registration authority's secrets for one card. They leave it only inside commands to that card. */
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
