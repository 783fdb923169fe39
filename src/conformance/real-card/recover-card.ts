import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import {
  decodeCommand,
  encodeCommand,
  fromHex,
  Instruction,
  withShortApdus,
  type CardConnection,
  type ReaderSource,
} from "../../iso7816/index.ts";
import type { PasscodeBlock } from "../../client/index.ts";
import type { AdministrationSecret } from "../apdu-suite/administration-secret.ts";
import { commandOf, targetsOf } from "../apdu-suite/case-commands.ts";
import type { CaseProgress } from "../apdu-suite/case-journal.ts";
import { type CardUnderTest, changedSecretText, fillIn } from "../apdu-suite/case-variables.ts";
import { pivCases } from "../apdu-suite/piv-suite.ts";
import { usesPuk } from "../apdu-suite/preconditions.ts";
import { removeObjects, restorePasscode, restorePuk } from "../apdu-suite/restore-card.ts";
import type { ApduCase } from "../apdu-suite/script.ts";
import { series8Cases, series8UnderTest } from "../apdu-suite/series8-suite.ts";
import { KnownSecrets } from "../secrets/known-secrets.ts";
import { CardGuard } from "./card-guard.ts";
import { type NamedCard, onlyCard, withCard } from "./only-card.ts";

export interface RecoverOptions {
  readonly readers: ReaderSource;
  readonly named: NamedCard;
  readonly about: {
    readonly passcode: string;
    readonly puk: string | undefined;
    readonly administrationKey: AdministrationSecret | undefined;
    readonly block: PasscodeBlock;
  };
}

/**
 * Undoes what a run that was killed left on the card. Resolves to what that was, as text. Rejects with
 * REAL_CARD_NOT_RESTORED. It writes without leave: leave was given to the run that it undoes.
 */
export async function recoverCard(progress: CaseProgress, options: RecoverOptions): Promise<string> {
  const test = [...pivCases, ...series8Cases].find(({ id }) => id === progress.case);
  if (test === undefined) throw notRestored(progress, "this version of the testkit does not have this case");
  const card = await describeCard(options);
  if (usesPuk(test) && card.puk === undefined) {
    throw notRestored(progress, "its unblocking code (PUK) was used or changed: set CIS2_TESTKIT_PUK and run again");
  }
  const states = possibleSecrets(progress, test, card, options);
  const pukIsDoubtful = new Set(states.map((secrets) => secrets.current("puk")?.toString("hex"))).size > 1;
  let left: string | undefined = "nothing was tried";
  for (const mayUsePuk of [false, true]) {
    for (const secrets of states) {
      left &&= await attempt(options, secrets, async (connection) => {
        const restore = { connection, card, secrets };
        const pukLeft = usesPuk(test)
          ? await restorePuk(restore, { touched: true, doubtful: pukIsDoubtful })
          : undefined;
        return pukLeft ?? restorePasscode(restore, mayUsePuk);
      });
    }
  }
  const original = new KnownSecrets({ ...options.about });
  left ??= await attempt(options, original, async (connection) => {
    await verify(connection, original);
    return removeObjects({ connection, card }, targetsOf(test.steps).objects);
  });
  if (left !== undefined) throw notRestored(progress, left);
  const [found] = states;
  return `The last run on this card was cut off in the middle of ${test.id} (${test.title}). ${foundText(card, found)} The card is now as it was before that run.`;
}

async function describeCard({ readers, named, about }: RecoverOptions): Promise<CardUnderTest> {
  const { passcode, puk, administrationKey } = about;
  const guarded = onlyCard(readers, named, new CardGuard(false));
  const known = { passcode, puk, administrationKey };
  return withCard(guarded, named.reader, async ({ series }, connection) =>
    series === 8 ? { ...known, ...(await series8UnderTest(connection)) } : { ...known, keys: {} },
  );
}

/** What the card may hold now, the likeliest first: a command that was sent may have been carried out before the end came. */
function possibleSecrets(
  { sent, accepted, restoring }: CaseProgress,
  test: ApduCase,
  card: CardUnderTest,
  { about }: RecoverOptions,
): KnownSecrets[] {
  const after = (steps: readonly number[]) => {
    const secrets = new KnownSecrets(about);
    for (const step of steps) {
      const { send = "" } = test.steps[step] ?? {};
      if (!/^00 (24|2C) /.test(send)) continue;
      const command = decodeCommand(commandOf(fillIn(send, card, new Map())));
      if (command !== undefined) secrets.accepted(command);
    }
    return secrets;
  };
  const all = [after(accepted), after(sent), ...(restoring ? [after([])] : [])];
  const key = (secrets: KnownSecrets) => `${String(secrets.current("passcode"))} ${String(secrets.current("puk"))}`;
  return [...new Map(all.map((secrets) => [key(secrets), secrets])).values()];
}

/** Each attempt has a guard that takes its secrets for right, and still never spends the last try. */
async function attempt(
  { readers, named, about }: RecoverOptions,
  secrets: KnownSecrets,
  work: (connection: CardConnection) => Promise<string | undefined>,
): Promise<string | undefined> {
  const guard = new CardGuard(true);
  const text = (name: "passcode" | "puk") => secrets.current(name)?.toString("latin1");
  guard.use({ passcode: text("passcode") ?? "", puk: text("puk"), block: about.block });
  return withCard(onlyCard(readers, named, guard), named.reader, (_, connection) => work(withShortApdus(connection)));
}

async function verify(connection: CardConnection, secrets: KnownSecrets): Promise<void> {
  const data = secrets.current("passcode") ?? fromHex("");
  await connection.transmit(encodeCommand({ cla: 0, ins: Instruction.VERIFY, p1: 0, p2: secrets.reference, data }));
}

function foundText(card: CardUnderTest, found: KnownSecrets | undefined): string {
  const changed = (["passcode", "puk"] as const).flatMap((name) => {
    const current = found?.current(name);
    const right = card[name];
    if (current === undefined || right === undefined || found?.padded(right).equals(current) === true) return [];
    const what = name === "passcode" ? "Its passcode was" : "Its unblocking code (PUK) was";
    return [`${what} ${changedSecretText(card, name, current)}.`];
  });
  return changed.join(" ") || "Its passcode and unblocking code were unchanged.";
}

function notRestored(progress: CaseProgress, state: string): TestkitError<"REAL_CARD_NOT_RESTORED"> {
  return new TestkitError("REAL_CARD_NOT_RESTORED", { case: progress.case, state });
}
