import { openSmartcard } from "../../../client/index.ts";
import { fromHex, type ReaderSource } from "../../../iso7816/index.ts";
import {
  InProcessReaders,
  VirtualCard,
  type InsertableCard,
  type VirtualCardOptions,
} from "../../../virtual-card/index.ts";
import { dumpOf } from "../../../virtual-card/testing/card-dump.ts";
import { issueCard, passcode, puk } from "../../../virtual-card/testing/issue-card.ts";
import type { AdministrationSecret } from "../../apdu-suite/administration-secret.ts";
import type { CaseJournal, CaseProgress } from "../../apdu-suite/case-journal.ts";
import type { CardUnderTest } from "../../apdu-suite/case-variables.ts";
import { pivKeys } from "../../apdu-suite/piv-keys.ts";
import { series8UnderTest } from "../../apdu-suite/series8-suite.ts";
import { CardGuard } from "../card-guard.ts";
import { onlyCard } from "../only-card.ts";

const administrationKey = {
  algorithmId: 0x03,
  cipher: "des-ede3-ecb",
  key: fromHex("0102030405060708".repeat(3)),
};
const reader = "Reader";

export interface TestedCardOptions extends VirtualCardOptions {
  readonly profile?: string;
  readonly knowsPuk?: boolean;
  readonly knowsAdministrationKey?: boolean;
}

/** A card of the testkit as a run on a real card uses it. */
export function testedCard(options: TestedCardOptions = {}): Promise<TestedCard> {
  const { profile = "piv", knowsPuk = true, knowsAdministrationKey = false, ...rest } = options;
  const card = new VirtualCard(issueCard({ profile }), rest);
  const key = knowsAdministrationKey ? administrationKey : undefined;
  return testedCardOf({ card, inserted: card }, { passcode, puk }, knowsPuk ? puk : undefined, key);
}

export interface CardSecrets {
  readonly passcode: string;
  readonly puk: string;
}

export type TestedCard = Awaited<ReturnType<typeof testedCardOf>>;

/** A card as a run on a real card uses it: behind the guard, with leave, and with a journal. `knownPuk` is what the tester gave. */
export async function testedCardOf(
  { card, inserted }: { readonly card: VirtualCard; readonly inserted: InsertableCard },
  held: CardSecrets,
  knownPuk: string | undefined,
  administrationKey: AdministrationSecret | undefined,
) {
  const readers = new InProcessReaders();
  readers.addReader(reader);
  readers.insert(reader, inserted);
  const plain = await readers.connect(reader);
  const smartcard = await openSmartcard(plain);
  const named = { reader, cardSerial: await smartcard.readSerial() };
  const block = await smartcard.passcodeBlock();
  const keys = smartcard.series === 9 ? { keys: await pivKeys(plain) } : await series8UnderTest(plain);
  await plain.disconnect();
  const secrets = { passcode: held.passcode, puk: knownPuk, block };
  const about: CardUnderTest = { ...secrets, ...keys, ...(administrationKey && { administrationKey }) };
  const journal = new MemoryJournal();
  return {
    readers,
    named,
    about,
    journal,
    recoverWith: { ...secrets, administrationKey: about.administrationKey },
    dump: () => dumpOf(card.image, { ...held, withoutKeys: ["95"] }),
    /** Connects through a guard of a new run. */
    connectThrough: (source: ReaderSource, guard = new CardGuard(true)) => {
      guard.use(secrets);
      const guarded = onlyCard(source, named, guard);
      return () => guarded.connect(reader);
    },
  };
}

class MemoryJournal implements CaseJournal {
  progress: CaseProgress | undefined;

  write(progress: CaseProgress): Promise<void> {
    this.progress = structuredClone(progress);
    return Promise.resolve();
  }

  clear(): Promise<void> {
    this.progress = undefined;
    return Promise.resolve();
  }
}
