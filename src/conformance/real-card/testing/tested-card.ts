import { openSmartcard } from "../../../client/index.ts";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { decodeCommand, fromHex, type CardConnection, type ReaderSource } from "../../../iso7816/index.ts";
import { InProcessReaders, VirtualCard, type VirtualCardOptions } from "../../../virtual-card/index.ts";
import { dumpOf } from "../../../virtual-card/testing/card-dump.ts";
import { issueCard, passcode, puk } from "../../../virtual-card/testing/issue-card.ts";
import { isChanging } from "../../apdu-suite/case-commands.ts";
import type { CaseJournal, CaseProgress } from "../../apdu-suite/case-journal.ts";
import type { CardUnderTest } from "../../apdu-suite/case-variables.ts";
import { pivKeys } from "../../apdu-suite/piv-keys.ts";
import { series8UnderTest } from "../../apdu-suite/series8-suite.ts";
import { comparesSecret } from "../../secrets/known-secrets.ts";
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

/** A card as a run on a real card uses it: behind the guard, with leave, and with a journal. */
export async function testedCard(options: TestedCardOptions = {}) {
  const { profile = "piv", knowsPuk = true, knowsAdministrationKey = false, ...rest } = options;
  const card = new VirtualCard(issueCard({ profile }), rest);
  const readers = new InProcessReaders();
  readers.addReader(reader);
  readers.insert(reader, card);
  const plain = await readers.connect(reader);
  const smartcard = await openSmartcard(plain);
  const named = { reader, cardSerial: await smartcard.readSerial() };
  const block = await smartcard.passcodeBlock();
  const keys = profile.startsWith("piv") ? { keys: await pivKeys(plain) } : await series8UnderTest(plain);
  await plain.disconnect();
  const secrets = { passcode, puk: knowsPuk ? puk : undefined, block };
  const about: CardUnderTest = {
    ...secrets,
    ...keys,
    ...(knowsAdministrationKey && { administrationKey }),
  };
  const journal = new MemoryJournal();
  return {
    readers,
    named,
    about,
    journal,
    recoverWith: { ...secrets, administrationKey: about.administrationKey },
    dump: () => dumpOf(card.image, { passcode, puk, withoutKeys: ["95"] }),
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

/**
 * Readers of a process that is killed at its n-th command: the command is not sent any more, or is carried out and its answer
 * never seen. Nothing that comes later reaches the card. `sent` counts commands.
 */
export function killedAt(readers: ReaderSource, at: number, carriedOut: boolean) {
  const state = { sent: 0, firstThatMatters: Infinity };
  const gone = () => new TestkitError("CARD_REMOVED");
  const source: ReaderSource = {
    list: () => readers.list(),
    watch: (signal) => readers.watch(signal),
    connect: async (name) => {
      if (state.sent >= at) throw gone();
      const connection = await readers.connect(name);
      return killing(connection, async (command) => {
        state.sent += 1;
        if (matters(command)) state.firstThatMatters = Math.min(state.firstThatMatters, state.sent);
        if (state.sent < at) return connection.transmit(command);
        if (state.sent === at && carriedOut) await connection.transmit(command);
        throw gone();
      });
    },
  };
  return { source, state };
}

/** Whether a card may be otherwise after the command. */
function matters(bytes: Uint8Array): boolean {
  const command = decodeCommand(bytes);
  return command !== undefined && (isChanging(command) || comparesSecret(command));
}

function killing(connection: CardConnection, transmit: CardConnection["transmit"]): CardConnection {
  return {
    atr: connection.atr,
    protocol: connection.protocol,
    transmit,
    transaction: (work) => connection.transaction(work),
    disconnect: () => connection.disconnect(),
  };
}
