import type { KeyObject } from "node:crypto";
import type { CertificatePurpose } from "../../../pki/index.ts";
import type { CardSecrets } from "../registered-card.ts";
import type { RemoteCard } from "./remote-card.ts";

/** What a procedure asks of the authority while it works on a card. */
export interface ProcedureContext {
  readonly card: RemoteCard;
  readonly secrets: CardSecrets;
  /** Certifies a key that the card has made, DER. The certificate counts as issued at once. */
  readonly certify: (purpose: CertificatePurpose, publicKey: KeyObject) => Promise<Uint8Array>;
  /** Whether a certificate was issued in this renewal, by this session or an interrupted one. */
  readonly isNew: (certificate: Uint8Array) => boolean;
  /** Keeps what the card is administered with from now on. Resolves when it is written down. */
  readonly keepSecrets: (secrets: CardSecrets) => Promise<void>;
  readonly random: (length: number) => Uint8Array;
}

/** The certificates a card is left with. */
export type CardCertificates = Readonly<Record<CertificatePurpose, Uint8Array>>;

/** How the authority administers cards of one series, through a relay. Every procedure can be cut off at any command. */
export interface CardProcedures {
  /** Puts keys and certificates on a blank card. */
  readonly issue: (context: ProcedureContext) => Promise<CardCertificates>;
  /**
   * Puts new keys and certificates in the place of the old. At every moment the card holds the old pair or the new one,
   * and a client can tell which; running it again completes what was cut off.
   */
  readonly renew: (context: ProcedureContext) => Promise<CardCertificates>;
  /** Gives the card a new passcode, whether the old one is locked or not. */
  readonly resetPasscode: (context: ProcedureContext, passcode: string) => Promise<void>;
}
