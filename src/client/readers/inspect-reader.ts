import { X509Certificate } from "node:crypto";
import { isTestkitError, type TestkitError } from "../../foundation/errors/testkit-error.ts";
import { toHex, type ReaderSource, type ReaderState } from "../../iso7816/index.ts";
import { openSmartcard } from "../cards/open-smartcard.ts";
import type { CertificatePurpose } from "../../pki/index.ts";
import type { Smartcard } from "../cards/smartcard.ts";
import { takeTurn, type ReaderTimeouts } from "./reader-turn.ts";

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
  /** Hexadecimal; absent if the reader is empty. */
  readonly atr?: string | undefined;
  readonly driver?: string | undefined;
  readonly series?: 8 | 9 | undefined;
  /** {@link Smartcard.readSerial}; absent if the card does not say. */
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

/** A person waits: a card that another program uses is named after 1.5 s, and one that does not answer after 10 s. */
const defaultTimeouts: ReaderTimeouts = { turnMs: 1_500, readingMs: 10_000 };

/**
 * Looks into every reader, all at once. Spends no try. A card that cannot be read, or that another program uses all the while,
 * leaves the others readable.
 */
export async function inspectReaders(readers: ReaderSource, timeouts = defaultTimeouts): Promise<InspectedReader[]> {
  return Promise.all((await readers.list()).map((state) => inspectReader(readers, state, timeouts)));
}

/** Of a card that takes too long it tells what was read in time, with the problem READER_BUSY. */
export async function inspectReader(
  readers: ReaderSource,
  { name, atr }: ReaderState,
  timeouts = defaultTimeouts,
): Promise<InspectedReader> {
  const seen: InspectedReader = { reader: name, certificates: [] };
  if (atr === undefined) return seen;
  const card: Seen = { certificates: [], unreadable: [] };
  const told = () => {
    const { certificates, unreadable, ...rest } = card;
    const unread = unreadable.length > 0 && { unreadable: [...unreadable] };
    return { ...seen, atr: toHex(atr), ...rest, certificates: [...certificates], ...unread };
  };
  try {
    const limits = { cardTimeoutMs: timeouts.readingMs };
    await takeTurn(readers, name, timeouts, async (connection) =>
      inspectCard(await openSmartcard(connection, limits), card),
    );
    return told();
  } catch (error) {
    if (isTestkitError(error)) return { ...told(), problem: error };
    throw error;
  }
}

/** What of a card is known by now. */
interface Seen {
  driver?: string;
  series?: 8 | 9;
  serial?: string | undefined;
  triesLeft?: number | undefined;
  readonly certificates: InspectedCertificate[];
  readonly unreadable: UnreadablePart[];
}

async function inspectCard(card: Smartcard, seen: Seen): Promise<void> {
  seen.driver = card.driver;
  seen.series = card.series;
  const reading = async <T>(part: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      if (!isTestkitError(error)) throw error;
      if (error.code === "CARD_WITHOUT_CERTIFICATE") return undefined;
      if (error.code !== "CARD_ANSWER_UNEXPECTED" && error.code !== "CARD_ANSWER_MALFORMED") throw error;
      seen.unreadable.push({ part, problem: error });
      return undefined;
    }
  };
  for (const purpose of ["authentication", "signing"] as const) {
    const der = await reading(`${purpose} certificate`, () => card.readCertificate(purpose));
    if (der !== undefined) seen.certificates.push(inspectCertificate(purpose, der));
  }
  seen.triesLeft = await reading("tries left", () => card.passcodeTriesLeft());
  seen.serial = await reading("serial", () => card.readSerial());
}

function inspectCertificate(purpose: CertificatePurpose, der: Uint8Array): InspectedCertificate {
  const { subject, validFromDate, validToDate } = new X509Certificate(der);
  const oneLine = subject.split("\n").join(", ");
  return { purpose, subject: oneLine, notBefore: validFromDate, notAfter: validToDate };
}
