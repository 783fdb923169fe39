import type { CertificatePurpose } from "../../pki/index.ts";

/**
 * JOSE names of the signatures an NHS smartcard can make (IANA "JSON Web Signature and Encryption Algorithms").
 * RS1 is RSA with SHA-1, which older prescribing systems still ask for.
 */
export type SignatureAlgorithm = "RS1" | "RS256" | "ES256" | "ES384";

/** How commands name the passcode and fill it up. Lengths in bytes. */
export interface PasscodeBlock {
  /** P2 of the commands that carry the passcode. */
  readonly reference: number;
  /** P2 of CHANGE REFERENCE DATA for the unblocking code (PUK). Absent if no command changes it. */
  readonly pukReference?: number;
  readonly paddedLength: number;
  /** The byte that fills a shorter passcode up. */
  readonly padding: number;
}

/** One smartcard, whatever its series. Every method may also reject with CARD_REMOVED, CARD_RESET or CARD_ANSWER_*. */
export interface Smartcard {
  readonly series: 8 | 9;
  /** The name of the driver that speaks to it, for tables and logs. */
  readonly driver: string;
  /**
   * What tells this card from all others, hexadecimal: of a PIV card the GUID, or the FASC-N if that is empty (SP
   * 800-73-5 part 1, 3.1.2), and without a CHUID the card identifier in its CCC or a fingerprint of its certificate; of
   * a series 8 card the serial number in its token information (PKCS #15 v1.1, 6.9).
   */
  readSerial(): Promise<string>;
  /** The certificate in DER. Rejects with CARD_WITHOUT_CERTIFICATE. */
  readCertificate(purpose: CertificatePurpose): Promise<Uint8Array>;
  /**
   * Tries left before the card locks, 0 if it is locked. Undefined while the passcode is verified, and for a card that does
   * not say. Spends no try.
   */
  passcodeTriesLeft(): Promise<number | undefined>;
  /** How this card's commands carry the passcode. */
  passcodeBlock(): Promise<PasscodeBlock>;
  /**
   * Spends a try: PASSCODE_REFUSED with the tries left, or PASSCODE_LOCKED when none is. A passcode the card cannot
   * hold is refused beforehand with PASSCODE_FORMAT and costs nothing.
   */
  verifyPasscode(passcode: string | Uint8Array): Promise<void>;
  /**
   * Signs a finished hash with the key of the purpose's certificate, which has to have been read before: the card may
   * want the passcode's command right before the signature's.
   * RSA signatures are PKCS#1 v1.5; ECDSA ones are raw r || s (IEEE P1363), as JOSE has them.
   */
  sign(purpose: CertificatePurpose, algorithm: SignatureAlgorithm, hash: Uint8Array): Promise<Uint8Array>;
  /**
   * Puts a new passcode in the place of the old. A wrong old one spends a try: PASSCODE_REFUSED or PASSCODE_LOCKED. A
   * new one that is not 6 to 8 digits is refused beforehand with PASSCODE_FORMAT.
   */
  changePasscode(current: string | Uint8Array, next: string | Uint8Array): Promise<void>;
  /**
   * Passes a command of the registration authority on, and gives the card's whole answer back. Rejects with
   * COMMAND_NOT_RELAYED for every command that is not one of administration: none that uses the person's passcode or keys.
   */
  relay(command: Uint8Array): Promise<Uint8Array>;
}
