import { openSmartcard, type PasscodeSource, type Smartcard } from "../../client/index.ts";
import { type CardToAdopt, readCardToAdopt } from "../../harness/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection, ReaderSource } from "../../iso7816/index.ts";
import { type Certificate, parseCertificate } from "../../pki/index.ts";
import { CardGuard } from "./card-guard.ts";

export interface RealCardOptions {
  readonly readers: ReaderSource;
  /** The first opt-in: the reader's whole name. */
  readonly reader: string | undefined;
  /** The second: the card's serial, as `cis2-testkit readers` shows it. */
  readonly cardSerial: string | undefined;
  readonly passcodes: PasscodeSource;
  /** The unblocking code, where it is known. Needed by none but destructive cases. */
  readonly puk?: string | undefined;
  readonly allowDestructive: boolean;
}

/** A real card that a run may use, and what the run has to know of it. */
export interface RealCard {
  /** The one reader, with a guard in front of its card. */
  readonly readers: ReaderSource;
  readonly reader: string;
  readonly atr: Uint8Array;
  readonly toAdopt: CardToAdopt;
  readonly certificate: Certificate;
  readonly signingCertificate: Certificate | undefined;
  readonly passcode: string;
  readonly puk: string | undefined;
  readonly allowDestructive: boolean;
  /** Whether the card refused its passcode, so that the run is over. */
  readonly passcodeRefused: () => boolean;
}

/**
 * Opens a card that was named twice over: checks who it is, how many tries it has left and then, once, its passcode.
 * Rejects with REAL_CARD_NOT_NAMED, REAL_CARD_OTHER, REAL_CARD_LAST_TRY, PASSCODE_*, and the errors of readers and cards.
 */
export async function openRealCard(options: RealCardOptions): Promise<RealCard> {
  const { allowDestructive, puk } = options;
  const { reader, cardSerial } = requireOptIns(options);
  const guard = new CardGuard(allowDestructive);
  const readers = onlyCard(options.readers, { reader, cardSerial, guard });
  const { atr, toAdopt, triesLeft } = await lookAt(readers, reader);
  if (triesLeft === 0) throw new TestkitError("PASSCODE_LOCKED");
  if (triesLeft === 1) throw new TestkitError("REAL_CARD_LAST_TRY", { triesLeft });
  const [certificate, signingCertificate] = [toAdopt.certificates.authentication, toAdopt.certificates.signing].map(
    (der) => (der === undefined ? undefined : parseCertificate(Buffer.from(der, "base64"))),
  );
  if (certificate === undefined) throw new TestkitError("CARD_WITHOUT_CERTIFICATE", { purpose: "authentication" });
  const request = { reader, purpose: "authentication", requestedBy: "the conformance run" } as const;
  const asked = await options.passcodes.ask({
    ...request,
    notAfter: certificate.notAfter,
    ...(triesLeft === undefined ? {} : { triesLeft }),
  });
  const passcode = Buffer.from(asked as string).toString("latin1");
  guard.use({ passcode, puk });
  // A wrong passcode ends the run here, after one try and before the first scenario.
  await withCard(readers, reader, (card) => card.verifyPasscode(passcode));
  const passcodeRefused = () => guard.passcodeRefused;
  return {
    readers,
    reader,
    atr,
    toAdopt,
    certificate,
    signingCertificate,
    passcode,
    puk,
    allowDestructive,
    passcodeRefused,
  };
}

/** Throws REAL_CARD_NOT_NAMED, which says what is missing. */
export function requireOptIns({ reader, cardSerial }: Pick<RealCardOptions, "reader" | "cardSerial">) {
  if (reader !== undefined && cardSerial !== undefined) return { reader, cardSerial };
  const missing = [reader === undefined && "the reader", cardSerial === undefined && "the card's serial"];
  throw new TestkitError("REAL_CARD_NOT_NAMED", { missing: missing.filter((one) => one !== false).join(", ") });
}

async function lookAt(readers: ReaderSource, reader: string) {
  const state = (await readers.list()).find(({ name }) => name === reader);
  if (state !== undefined && state.atr === undefined) {
    throw new TestkitError(state.unresponsive ? "CARD_UNRESPONSIVE" : "CARD_ABSENT");
  }
  return withCard(readers, reader, async (card, { atr }) => {
    const triesLeft = await card.passcodeTriesLeft();
    return { atr, triesLeft, toAdopt: await readCardToAdopt(card) };
  });
}

async function withCard<T>(
  readers: ReaderSource,
  reader: string,
  use: (card: Smartcard, connection: CardConnection) => Promise<T>,
): Promise<T> {
  const connection = await readers.connect(reader);
  try {
    return await connection.transaction(async () => use(await openSmartcard(connection), connection));
  } finally {
    await connection.disconnect();
  }
}

interface OnlyCard {
  readonly reader: string;
  readonly cardSerial: string;
  readonly guard: CardGuard;
}

/** The one reader, guarded. At each connection the card has to be the one named: a person may have put another in. */
function onlyCard(readers: ReaderSource, { reader, cardSerial, guard }: OnlyCard): ReaderSource {
  return {
    list: async () => (await readers.list()).filter(({ name }) => name === reader),
    watch: (signal) => readers.watch(signal),
    connect: async (name) => {
      const connection = guard.around(await readers.connect(name));
      try {
        const found = await connection.transaction(async () => (await openSmartcard(connection)).readSerial());
        if (found === cardSerial.toUpperCase()) return connection;
        throw new TestkitError("REAL_CARD_OTHER", { found, named: cardSerial });
      } catch (error) {
        await connection.disconnect();
        throw error;
      }
    },
  };
}
