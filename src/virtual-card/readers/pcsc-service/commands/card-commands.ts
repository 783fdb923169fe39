import type { CardProtocol } from "../../atr-protocols.ts";
import type { ReaderSlot } from "../../reader-slot.ts";
import type { Disposition, ShareMode } from "../../slot-connection.ts";
import type { OpenCard, PcscClient } from "../pcsc-client.ts";
import { protocolBit, readerNameBytes, returnCode } from "../protocol/constants.ts";
import { readU32, writeU32 } from "../protocol/native-integers.ts";
import { activeProtocolBit } from "../protocol/reader-record.ts";
import { codeOf, refusalCode, type CommandHandler } from "./command-handler.ts";
import { contextCode } from "./context-commands.ts";
import { endOfWait, takeLock } from "./take-lock.ts";

const shareModes: readonly (ShareMode | undefined)[] = [undefined, "exclusive", "shared", "direct"];
export const dispositions: readonly Disposition[] = ["leave", "reset", "unpower", "eject"];

/** CONNECT: hContext, char[128] reader, share mode, protocols, i32 hCard, active protocol, rv. */
export const connect: CommandHandler = async (client, { body }) => {
  const [name = ""] = body.toString("utf8", 4, 4 + readerNameBytes).split("\0");
  const [mode, protocols] = [readU32(body, 132), readU32(body, 136)];
  const opened = await open(client, readU32(body, 0), name, mode, protocols);
  const failed = typeof opened === "number";
  writeU32(body, 140, failed ? 0 : opened.card);
  writeU32(body, 144, failed ? 0 : activeProtocolBit(opened.slot));
  writeU32(body, 148, failed ? opened : returnCode.SUCCESS);
  return body;
};

async function open(client: PcscClient, context: number, reader: string, mode: number, protocols: number) {
  const share = shareModes[mode];
  if (share !== "direct" && !namesProtocol(protocols)) return returnCode.PROTO_MISMATCH;
  if (share === undefined) return returnCode.INVALID_VALUE;
  const wrongContext = contextCode(client.context, context);
  if (wrongContext !== returnCode.SUCCESS) return wrongContext;
  const slot = client.service.table.slot(reader);
  if (slot === undefined) return returnCode.UNKNOWN_READER;
  if (client.cardCount >= client.service.mostCards) return returnCode.NO_MEMORY;
  const hindered = await untilUnlocked(client, slot);
  if (hindered !== returnCode.SUCCESS) return hindered;
  try {
    const connection = slot.open(share);
    try {
      chooseProtocol(slot, share, protocols);
    } catch (error) {
      connection.close("leave");
      throw error;
    }
    return { card: client.add({ reader, slot, connection }), slot };
  } catch (error) {
    return refusalCode(error);
  }
}

/**
 * Waits for the transaction of another program, as pcscd does. Resolves to 0 once there is none, or only one of the client's
 * own, which could not end while the client waits.
 */
async function untilUnlocked(client: PcscClient, slot: ReaderSlot): Promise<number> {
  const { service } = client;
  if (slot.sharing === "exclusive") return returnCode.SHARING_VIOLATION;
  if (slot.lock.owner === undefined || client.owns(slot.lock.owner)) return returnCode.SUCCESS;
  const free = await slot.lock.whenFree(endOfWait(client, service.longestWaitMs));
  if (!free || client.gone.aborted) return returnCode.SHARING_VIOLATION;
  return service.table.shows(slot) ? returnCode.SUCCESS : returnCode.UNKNOWN_READER;
}

/** RECONNECT: i32 hCard, share mode, protocols, initialization, active protocol, rv. */
export const reconnect: CommandHandler = (client, { body }) => {
  const { slot, connection } = client.card(readU32(body, 0));
  const [share, protocols] = [shareModes[readU32(body, 4)], readU32(body, 8)];
  const initialization = dispositions[readU32(body, 12)];
  let code: number;
  if (initialization === undefined || initialization === "eject" || share === undefined)
    code = returnCode.INVALID_VALUE;
  else if (share !== "direct" && !namesProtocol(protocols)) code = returnCode.PROTO_MISMATCH;
  else if (!client.service.table.shows(slot)) code = returnCode.INVALID_VALUE;
  else {
    code = codeOf(() => {
      connection.reconnect(share, initialization, () => {
        chooseProtocol(slot, share, protocols);
      });
    });
  }
  writeU32(body, 16, code === returnCode.SUCCESS ? activeProtocolBit(slot) : 0);
  writeU32(body, 20, code);
  return body;
};

/** DISCONNECT: i32 hCard, disposition, rv. It succeeds if the reader is gone. */
export const disconnect: CommandHandler = async (client, { body }) => {
  writeU32(body, 8, await letGo(client, readU32(body, 0), dispositions[readU32(body, 4)]));
  return body;
};

/** A disposition waits for the transaction of another program: a reset would break it, and none would leave the passcode verified. */
async function letGo(client: PcscClient, number: number, disposition: Disposition | undefined): Promise<number> {
  const card = client.card(number);
  if (disposition === undefined) return returnCode.INVALID_VALUE;
  const changesCard = disposition !== "leave" && card.connection.hasItsCard && client.service.table.shows(card.slot);
  if (changesCard && !(await takeLock(client, card, client.service.longestWaitMs))) return returnCode.SHARING_VIOLATION;
  card.connection.close(disposition);
  client.forget(number);
  return returnCode.SUCCESS;
}

/** STATUS: i32 hCard, rv. All else the client takes from the table. */
export const status: CommandHandler = (client, { body }) => {
  writeU32(body, 4, hindranceOf(client, client.card(readU32(body, 0))));
  return body;
};

export type Hindrance = "lock" | "event";

/**
 * The code that keeps a client from using its card now: the reader is gone, another program holds the card (`lock`), or
 * the card was reset or removed (`event`). 0 if nothing does.
 */
export function hindranceOf(
  { service }: PcscClient,
  { slot, connection }: OpenCard,
  kinds: readonly Hindrance[] = ["lock", "event"],
): number {
  if (!service.table.shows(slot)) return returnCode.INVALID_VALUE;
  if (kinds.includes("lock") && slot.lock.isHeldByOther(connection)) return returnCode.SHARING_VIOLATION;
  return codeOf(() => {
    if (kinds.includes("event")) connection.check();
  });
}

function namesProtocol(protocols: number): boolean {
  return (protocols & (protocolBit.t0 | protocolBit.t1 | protocolBit.raw | protocolBit.any)) !== 0;
}

/** Throws SlotRefusal. A client that asks for raw access changes the protocol for all, as in pcsc-lite. */
function chooseProtocol(slot: ReaderSlot, share: ShareMode, protocols: number): void {
  const raw = (protocols & protocolBit.raw) !== 0;
  if (share === "direct" && !raw) return;
  const accepted = new Set<CardProtocol>();
  if ((protocols & (protocolBit.t0 | protocolBit.any)) !== 0) accepted.add("T=0");
  if ((protocols & (protocolBit.t1 | protocolBit.any)) !== 0) accepted.add("T=1");
  slot.choose(accepted, raw);
}
