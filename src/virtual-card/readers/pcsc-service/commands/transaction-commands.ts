import { returnCode } from "../protocol/constants.ts";
import { readU32, writeU32 } from "../protocol/native-integers.ts";
import { dispositions, hindranceOf } from "./card-commands.ts";
import { codeOf, type CommandHandler } from "./command-handler.ts";
import { takeLock } from "./take-lock.ts";

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
