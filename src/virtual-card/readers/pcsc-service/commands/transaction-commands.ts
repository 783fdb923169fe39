import { returnCode } from "../protocol/constants.ts";
import { readU32, writeU32 } from "../protocol/native-integers.ts";
import type { OpenCard, PcscClient } from "../pcsc-client.ts";
import { dispositions, hindranceOf } from "./card-commands.ts";
import { codeOf, type CommandHandler } from "./command-handler.ts";

/**
 * How long, in milliseconds, an answer waits for a card that another program has to itself. The client asks again after
 * that. It cannot be longer: meanwhile its context is locked, and what would free the card may have to pass through it.
 */
const longestHold = 100;

/** BEGIN_TRANSACTION: i32 hCard, rv. */
export const beginTransaction: CommandHandler = async (client, { body }) => {
  const card = client.card(readU32(body, 0));
  let code = hindranceOf(client, card, ["event"]);
  if (code === returnCode.SUCCESS) {
    const taken = await takeLock(client, card);
    // The card can have left, or been reset, while the client waited.
    if (taken) code = hindranceOf(client, card, ["event"]);
    else code = returnCode.SHARING_VIOLATION;
    if (taken && code !== returnCode.SUCCESS) card.slot.lock.release(card.connection);
  }
  writeU32(body, 4, code);
  return body;
};

/** END_TRANSACTION: i32 hCard, disposition, rv. */
export const endTransaction: CommandHandler = (client, { body }) => {
  const { slot, connection } = client.card(readU32(body, 0));
  const disposition = dispositions[readU32(body, 4)];
  let code: number = returnCode.INVALID_VALUE;
  if (disposition !== undefined && client.service.table.shows(slot)) {
    code = codeOf(() => {
      connection.endTransaction(disposition);
    });
  }
  writeU32(body, 8, code);
  return body;
};

/** Waits for the lock, unless the client itself holds it with another of its cards: then only the client can free it. */
export async function takeLock(client: PcscClient, { slot, connection }: OpenCard): Promise<boolean> {
  if (slot.lock.tryTake(connection)) return true;
  if (client.owns(slot.lock.owner)) return false;
  return slot.lock.take(connection, AbortSignal.any([client.gone, AbortSignal.timeout(longestHold)]));
}
