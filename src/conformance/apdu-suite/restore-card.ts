import { isTestkitError, type TestkitError } from "../../foundation/errors/testkit-error.ts";
import { decodeResponse, encodeCommand, fromHex, Instruction, StatusWord } from "../../iso7816/index.ts";
import type { CardConnection } from "../../iso7816/index.ts";
import type { KnownSecrets } from "../secrets/known-secrets.ts";
import { proveAdministrationKey } from "./administration.ts";
import { type CardUnderTest, changedSecretText } from "./case-variables.ts";

/** What brings a card back to where it was. */
export interface RestoreOptions {
  readonly connection: CardConnection;
  readonly card: CardUnderTest;
  /** What the card holds now, by what it accepted. */
  readonly secrets: KnownSecrets;
}

/** Gives back tries, passcode and PUK. Resolves to what is still different, as text. Expects the application selected. */
export async function restoreSecrets(options: RestoreOptions, pukTouched: boolean): Promise<string | undefined> {
  return (await restorePuk(options, { touched: pukTouched })) ?? (await restorePasscode(options, true));
}

/** Without leave to set the passcode with the PUK, only the passcode that `secrets` names is tried. */
export async function restorePasscode(
  { connection, card, secrets }: RestoreOptions,
  mayUsePuk: boolean,
): Promise<string | undefined> {
  const send = senderOf(connection, secrets);
  const original = secrets.padded(card.passcode);
  const current = secrets.current("passcode");
  const candidates = secrets.candidates.filter((candidate) => !candidate.equals(original));
  if (current !== undefined && !current.equals(original)) {
    // A right passcode gives its tries back first, so that an interruption between the two commands leaves enough of them.
    await send.verify(current);
    await send.change(secrets.reference, current, original);
  }
  if (await send.verify(original)) return undefined;
  for (const candidate of candidates) {
    if ((await send.change(secrets.reference, candidate, original)) && (await send.verify(original))) return undefined;
  }
  const puk = mayUsePuk ? secrets.current("puk") : undefined;
  if (puk !== undefined && (await send.reset(puk, original)) && (await send.verify(original))) return undefined;
  const held = current ?? candidates[0];
  const state =
    held === undefined || held.equals(original)
      ? "the card no longer accepts its passcode"
      : `the passcode is now ${changedSecretText(card, "passcode", held)}`;
  return `${state} (${send.lastAnswer})`;
}

/** `touched`: tries may be spent. `doubtful`: it may be another than `secrets` says, and a card may accept any. */
export async function restorePuk(
  options: RestoreOptions,
  { touched, doubtful = false }: { readonly touched: boolean; readonly doubtful?: boolean },
): Promise<string | undefined> {
  const { connection, card, secrets } = options;
  if (card.puk === undefined) return undefined;
  const send = senderOf(connection, secrets);
  const original = secrets.padded(card.puk);
  const current = secrets.current("puk") ?? original;
  if ((doubtful || !current.equals(original)) && secrets.pukReference !== undefined) {
    if (await send.change(secrets.pukReference, current, original)) return undefined;
    return `the unblocking code (PUK) is now ${changedSecretText(card, "puk", current)} (${send.lastAnswer})`;
  }
  // A right PUK gives its tries back. It sets the passcode, which is so the original one.
  if (!touched || (await send.reset(original, secrets.padded(card.passcode)))) return undefined;
  return `tries of the unblocking code (PUK) are spent (${send.lastAnswer})`;
}

/** Takes objects off the card that were not there before. Resolves to what is still there, as text. */
export async function removeObjects(
  { connection, card }: Pick<RestoreOptions, "connection" | "card">,
  objects: readonly string[],
): Promise<string | undefined> {
  for (const object of objects) {
    if (!(await holdsObject(connection, object))) continue;
    if (card.administrationKey !== undefined) await proveAdministrationKey(connection, card, "mutual");
    const tag = fromHex(object);
    const data = Buffer.from([0x5c, tag.length, ...tag, 0x53, 0x00]);
    await connection.transmit(encodeCommand({ cla: 0, ins: Instruction.PUT_DATA, p1: 0x3f, p2: 0xff, data }));
    if (await holdsObject(connection, object)) return `the object ${object} of the card holds test data`;
  }
  return undefined;
}

/** Whether an object is on the card and not empty. Some are read only while the passcode is verified. */
export async function holdsObject(connection: CardConnection, object: string): Promise<boolean> {
  const tag = fromHex(object);
  const data = Buffer.from([0x5c, tag.length, ...tag]);
  const command = { cla: 0, ins: Instruction.GET_DATA_NAMED, p1: 0x3f, p2: 0xff, data, le: 256 };
  const { sw, data: content } = decodeResponse(await connection.transmit(encodeCommand(command)));
  return sw === StatusWord.SUCCESS && !isEmptyObject(content);
}

/** Whether an answer to GET DATA has nothing in it: some cards keep an object that was cleared, as 53 00 or as no data. */
export function isEmptyObject(content: Uint8Array): boolean {
  return content.length <= 2;
}

/** Sends what carries a secret. What the guard keeps back counts as refused: another way may still be open. */
function senderOf(connection: CardConnection, { reference }: KnownSecrets) {
  let lastAnswer = "nothing was sent";
  const send = async (ins: number, p2: number, data: Uint8Array): Promise<boolean> => {
    try {
      const { sw } = decodeResponse(await connection.transmit(encodeCommand({ cla: 0, ins, p1: 0, p2, data })));
      lastAnswer = `the card answered ${sw.toString(16).toUpperCase().padStart(4, "0")}`;
      return sw === StatusWord.SUCCESS;
    } catch (error) {
      if (!isRefusedByGuard(error)) throw error;
      lastAnswer = error.message.replace(/\.$/, "");
      return false;
    }
  };
  return {
    get lastAnswer() {
      return lastAnswer;
    },
    verify: (secret: Uint8Array) => send(Instruction.VERIFY, reference, secret),
    change: (p2: number, old: Uint8Array, next: Uint8Array) =>
      send(Instruction.CHANGE_REFERENCE_DATA, p2, Buffer.concat([old, next])),
    reset: (puk: Uint8Array, next: Uint8Array) =>
      send(Instruction.RESET_RETRY_COUNTER, reference, Buffer.concat([puk, next])),
  };
}

const keptBack = [
  "REAL_CARD_PROTECTED",
  "REAL_CARD_LAST_TRY",
  "REAL_CARD_RUN_ENDED",
  "REAL_CARD_TRIES_UNKNOWN",
  "PASSCODE_LOCKED",
] as const;

/** Whether the guard of a real card kept a command back. */
export function isRefusedByGuard(error: unknown): error is TestkitError {
  return keptBack.some((code) => isTestkitError(error, code));
}
