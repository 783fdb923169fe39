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
  /** Why the card could not be read at all. */
  readonly problem?: TestkitError | undefined;
  /** What of the card could not be read, and why. */
  readonly unreadable?: readonly UnreadablePart[] | undefined;
}

/** One thing on a card that could not be read, while others could. */
export interface UnreadablePart {
  /** Such as `authentication certificate`. */
  readonly part: string;
  readonly problem: TestkitError;
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
  const unreadable: UnreadablePart[] = [];
  const reading = async <T>(part: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!isTestkitError(error)) throw error;
      if (error.code === "CARD_WITHOUT_CERTIFICATE") return undefined;
      if (error.code !== "CARD_ANSWER_UNEXPECTED" && error.code !== "CARD_ANSWER_MALFORMED") throw error;
      unreadable.push({ part, problem: error });
      return undefined;
    }
  };
  for (const purpose of ["authentication", "signing"] as const) {
    const der = await reading(`${purpose} certificate`, () => card.readCertificate(purpose));
    if (der !== undefined) certificates.push(inspectCertificate(purpose, der));
  }
  const triesLeft = await reading("tries left", () => card.passcodeTriesLeft());
  const serial = await reading("serial", () => card.readSerial());
  const { driver, series } = card;
  return {
    driver,
    series,
    serial,
    certificates,
    triesLeft,
    ...(unreadable.length > 0 && { unreadable }),
  };
}

function inspectCertificate(purpose: CertificatePurpose, der: Uint8Array): InspectedCertificate {
  const { subject, validFromDate, validToDate } = new X509Certificate(der);
  const oneLine = subject.split("\n").join(", ");
  return { purpose, subject: oneLine, notBefore: validFromDate, notAfter: validToDate };
}
