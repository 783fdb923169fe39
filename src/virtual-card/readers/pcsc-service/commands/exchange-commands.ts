import { protocolBit, returnCode } from "../protocol/constants.ts";
import { readU32, writeU32 } from "../protocol/native-integers.ts";
import { activeProtocolBit } from "../protocol/reader-record.ts";
import type { OpenCard, PcscClient } from "../pcsc-client.ts";
import { hindranceOf } from "./card-commands.ts";
import { refusalCode, type CommandHandler } from "./command-handler.ts";
import { takeLock } from "./take-lock.ts";

/** PC/SC part 10: which functions the reader has, such as a keypad. */
const featureRequest = 0x42000d48;
const shortestAnswer = 2;

interface Result {
  readonly code: number;
  readonly data?: Uint8Array;
}

/**
 * TRANSMIT: i32 hCard, protocol and length of the send PCI, send length, protocol and length of the receive PCI, room, rv;
 * then the command APDU. The answer is the same, and the response APDU if rv is 0.
 */
export const transmit: CommandHandler = async (client, { body, data }) => {
  const card = client.card(readU32(body, 0));
  const room = readU32(body, 24);
  const result =
    room < shortestAnswer
      ? { code: returnCode.INSUFFICIENT_BUFFER }
      : await exchange(client, card, readU32(body, 4), data);
  const answer = fitted(result, room);
  writeU32(body, 16, activeProtocolBit(card.slot));
  writeU32(body, 24, result.data?.length ?? 0);
  writeU32(body, 28, answer.code);
  return answer.data === undefined ? body : Buffer.concat([body, answer.data]);
};

/** CONTROL: i32 hCard, code, send length, room, bytes returned, rv; then the bytes for the reader. */
export const control: CommandHandler = (client, { body }) => {
  const refusal = hindranceOf(client, client.card(readU32(body, 0)), ["lock"]);
  // No feature at all: the passcode is entered on the computer.
  const known = readU32(body, 4) === featureRequest;
  writeU32(body, 16, 0);
  writeU32(body, 20, refusal !== returnCode.SUCCESS || known ? refusal : returnCode.UNSUPPORTED_FEATURE);
  return body;
};

async function exchange(client: PcscClient, card: OpenCard, protocol: number, command: Buffer): Promise<Result> {
  const { slot, connection } = card;
  let code = hindranceOf(client, card);
  if (code === returnCode.SHARING_VIOLATION && (await takeLock(client, card))) {
    slot.lock.release(connection);
    code = hindranceOf(client, card);
  }
  if (code !== returnCode.SUCCESS) return { code };
  if (protocol !== protocolBit.raw) {
    if (slot.card === undefined) return { code: returnCode.NO_SMARTCARD };
    if (protocol !== protocolBit.any && protocol !== activeProtocolBit(slot))
      return { code: returnCode.PROTO_MISMATCH };
  }
  try {
    return { code: returnCode.SUCCESS, data: await connection.transmit(command) };
  } catch (error) {
    return { code: refusalCode(error) };
  }
}

function fitted(result: Result, room: number): Result {
  return (result.data?.length ?? 0) > room ? { code: returnCode.INSUFFICIENT_BUFFER } : result;
}
