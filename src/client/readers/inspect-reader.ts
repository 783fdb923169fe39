import { X509Certificate } from "node:crypto";
import { isTestkitError, type TestkitError } from "../../foundation/errors/testkit-error.ts";
import { toHex, type ReaderSource, type ReaderState } from "../../iso7816/index.ts";
import { openSmartcard } from "../cards/open-smartcard.ts";
import type { CertificatePurpose } from "../../pki/index.ts";
import type { Smartcard } from "../cards/smartcard.ts";

/** A certificate as a table shows it. */
export interface InspectedCertificate {
  readonly purpose: CertificatePurpose;
  /** Distinguished name, most specific part last. */
  readonly subject: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** A reader and what is in it, as far as the card says so without a passcode. */
export interface InspectedReader {
  readonly reader: string;
  /** Hexadecimal; absent where the reader is empty. */
  readonly atr?: string | undefined;
  readonly driver?: string | undefined;
  readonly series?: 8 | 9 | undefined;
  /** {@link Smartcard.readSerial}; absent where the card does not say. */
  readonly serial?: string | undefined;
  readonly certificates: readonly InspectedCertificate[];
  /** 0 when the card is locked. */
  readonly triesLeft?: number | undefined;
  /** Why the card could not be read. */
  readonly problem?: TestkitError | undefined;
}

/** Looks into every reader. Spends no try, and a card that cannot be read leaves the others readable. */
export async function inspectReaders(readers: ReaderSource): Promise<InspectedReader[]> {
  const inspected: InspectedReader[] = [];
  for (const state of await readers.list()) inspected.push(await inspectReader(readers, state));
  return inspected;
}

export async function inspectReader(readers: ReaderSource, { name, atr }: ReaderState): Promise<InspectedReader> {
  const empty = { reader: name, certificates: [] };
  if (atr === undefined) return empty;
  const seen = { ...empty, atr: toHex(atr) };
  try {
    const connection = await readers.connect(name);
    try {
      return { ...seen, ...(await connection.transaction(async () => inspectCard(await openSmartcard(connection)))) };
    } finally {
      await connection.disconnect();
    }
  } catch (error) {
    if (isTestkitError(error)) return { ...seen, problem: error };
    throw error;
  }
}

async function inspectCard(card: Smartcard) {
  const certificates: InspectedCertificate[] = [];
  for (const purpose of ["authentication", "signing"] as const) {
    try {
      const { subject, validFromDate, validToDate } = new X509Certificate(await card.readCertificate(purpose));
      const oneLine = subject.split("\n").join(", ");
      certificates.push({ purpose, subject: oneLine, notBefore: validFromDate, notAfter: validToDate });
    } catch (error) {
      if (!isTestkitError(error, "CARD_WITHOUT_CERTIFICATE")) throw error;
    }
  }
  const triesLeft = await card.passcodeTriesLeft();
  const { driver, series } = card;
  const serial = await serialOf(card);
  return {
    driver,
    series,
    serial,
    certificates,
    triesLeft,
  };
}

async function serialOf(card: Smartcard): Promise<string | undefined> {
  try {
    return await card.readSerial();
  } catch (error) {
    const isUnsaid = isTestkitError(error, "CARD_ANSWER_UNEXPECTED") || isTestkitError(error, "CARD_ANSWER_MALFORMED");
    if (!isUnsaid) throw error;
    return undefined;
  }
}
