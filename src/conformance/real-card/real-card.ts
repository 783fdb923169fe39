import type { PasscodeSource } from "../../client/index.ts";
import { type CardToAdopt, readCardToAdopt } from "../../harness/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { type Certificate, parseCertificate } from "../../pki/index.ts";
import type { AdministrationSecret } from "../apdu-suite/administration-secret.ts";
import { type CaseJournal, noJournal } from "../apdu-suite/case-journal.ts";
import { CardGuard, refusedText } from "./card-guard.ts";
import type { CardJournal } from "./card-journal.ts";
import { checkSerialIsUnique, onlyCard, withCard } from "./only-card.ts";
import { provePuk } from "./prove-puk.ts";
import { recoverCard } from "./recover-card.ts";

export interface RealCardOptions {
  readonly readers: ReaderSource;
  /** The first opt-in: the reader's whole name. */
  readonly reader: string | undefined;
  /** The second: the card's serial, as `cis2-testkit readers` shows it. */
  readonly cardSerial: string | undefined;
  readonly passcodes: PasscodeSource;
  /** The unblocking code, if it is known. Only destructive cases need it. */
  readonly puk?: string | undefined;
  /** The administration key of a PIV card, if it is known. Only destructive cases need it. */
  readonly administrationKey?: AdministrationSecret | undefined;
  readonly allowDestructive: boolean;
  /** Where cases that change the card are noted, for the case that this process is killed. A trace needs none. */
  readonly journal?: CardJournal | undefined;
  /** Is told what an earlier run left on the card, and that it was undone. */
  readonly say?: ((text: string) => void) | undefined;
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
  readonly administrationKey: AdministrationSecret | undefined;
  readonly allowDestructive: boolean;
  readonly journal: CaseJournal;
  /** Why the run on this card is over. Undefined as long as it goes on. */
  readonly stopped: () => string | undefined;
  /** Ends the run: the card could not be brought back. */
  readonly stop: (error: TestkitError<"REAL_CARD_NOT_RESTORED">) => void;
  /** What `stop` was called with. */
  readonly notRestored: () => TestkitError<"REAL_CARD_NOT_RESTORED"> | undefined;
}

/**
 * Opens a card that was named twice over: checks who it is, undoes what a killed run left on it, and checks how many tries
 * are left and then, once each, its passcode and PUK. Rejects with REAL_CARD_*, PASSCODE_*, and the errors of readers and cards.
 */
export async function openRealCard(options: RealCardOptions): Promise<RealCard> {
  const { allowDestructive, puk, administrationKey, journal } = options;
  const named = requireOptIns(options);
  const guard = new CardGuard(allowDestructive);
  const readers = onlyCard(options.readers, named, guard);
  const { atr, triesLeft, block, toAdopt } = await lookAt(readers, named.reader);
  await checkSerialIsUnique(options.readers, named);
  if (allowDestructive) await journal?.prepare();
  const left = journal?.read();
  if (triesLeft === 0 && left === undefined) throw new TestkitError("PASSCODE_LOCKED");
  if (triesLeft === 1) throw new TestkitError("REAL_CARD_LAST_TRY", { triesLeft });
  const [certificate, signingCertificate] = [toAdopt.certificates.authentication, toAdopt.certificates.signing].map(
    (der) => (der === undefined ? undefined : parseCertificate(Buffer.from(der, "base64"))),
  );
  if (certificate === undefined) throw new TestkitError("CARD_WITHOUT_CERTIFICATE", { purpose: "authentication" });
  const asked = await options.passcodes.ask({
    reader: named.reader,
    purpose: "authentication",
    requestedBy: "the conformance run",
    notAfter: certificate.notAfter,
    triesLeft,
  });
  const passcode = Buffer.from(asked as string).toString("latin1");
  if (journal !== undefined && left !== undefined) {
    const about = { passcode, puk, administrationKey, block };
    const undone = await recoverCard(left, { readers: options.readers, named, about });
    await journal.clear();
    options.say?.(undone);
  }
  guard.use({ passcode, puk, block });
  // A wrong passcode ends the run here, after one try and before the first scenario; so does a wrong PUK.
  await withCard(readers, named.reader, (card) => card.verifyPasscode(passcode));
  if (allowDestructive) {
    await withCard(readers, named.reader, (_, connection) => provePuk(connection, { passcode, puk, block }));
  }
  let notRestored: TestkitError<"REAL_CARD_NOT_RESTORED"> | undefined;
  return {
    readers,
    reader: named.reader,
    atr,
    toAdopt,
    certificate,
    signingCertificate,
    passcode,
    puk,
    administrationKey,
    allowDestructive,
    journal: journal ?? noJournal,
    stopped: () => {
      if (notRestored !== undefined) return "the testkit could not restore the card, so the run has ended";
      return (
        guard.refused && `the card refused ${refusedText(guard.refused)} in an earlier scenario, so the run has ended`
      );
    },
    stop: (error) => {
      notRestored ??= error;
    },
    notRestored: () => notRestored,
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
    return { atr, triesLeft, block: await card.passcodeBlock(), toAdopt: await readCardToAdopt(card) };
  });
}
