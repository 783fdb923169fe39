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
export const transmit: CommandHandler = (client, { body, data }) => {
  const card = client.card(readU32(body, 0));
  const room = readU32(body, 24);
  if (room < shortestAnswer) return answer(card, body, { code: returnCode.INSUFFICIENT_BUFFER }, room);
  const result = exchange(client, card, readU32(body, 4), data);
  if (!(result instanceof Promise)) return answer(card, body, result, room);
  return result.then((late) => answer(card, body, late, room));
};

function answer({ slot }: OpenCard, body: Buffer, result: Result, room: number): Buffer {
  const { code, data } = fitted(result, room);
  writeU32(body, 16, activeProtocolBit(slot));
  writeU32(body, 24, result.data?.length ?? 0);
  writeU32(body, 28, code);
  return data === undefined ? body : Buffer.concat([body, data]);
}

/** CONTROL: i32 hCard, code, send length, room, bytes returned, rv; then the bytes for the reader. */
export const control: CommandHandler = (client, { body }) => {
  const refusal = hindranceOf(client, client.card(readU32(body, 0)), ["lock"]);
  // No feature at all: the passcode is entered on the computer.
  const known = readU32(body, 4) === featureRequest;
  writeU32(body, 16, 0);
  writeU32(body, 20, refusal !== returnCode.SUCCESS || known ? refusal : returnCode.UNSUPPORTED_FEATURE);
  return body;
};

/** Most commands are answered at once. */
function exchange(client: PcscClient, card: OpenCard, protocol: number, command: Buffer): Result | Promise<Result> {
  const code = hindranceOf(client, card);
  if (code === returnCode.SHARING_VIOLATION) return exchangeOnceFree(client, card, protocol, command);
  return code === returnCode.SUCCESS ? send(card, protocol, command) : { code };
}

async function exchangeOnceFree(
  client: PcscClient,
  card: OpenCard,
  protocol: number,
  command: Buffer,
): Promise<Result> {
  if (await takeLock(client, card)) card.slot.lock.release(card.connection);
  const code = hindranceOf(client, card);
  return code === returnCode.SUCCESS ? send(card, protocol, command) : { code };
}

function send({ slot, connection }: OpenCard, protocol: number, command: Buffer): Result | Promise<Result> {
  if (protocol !== protocolBit.raw) {
    if (slot.card === undefined) return { code: returnCode.NO_SMARTCARD };
    if (protocol !== protocolBit.any && protocol !== activeProtocolBit(slot))
      return { code: returnCode.PROTO_MISMATCH };
  }
  const answered = (data: Uint8Array): Result => ({ code: returnCode.SUCCESS, data });
  const refused = (error: unknown): Result => ({ code: refusalCode(error) });
  try {
    const response = connection.transmit(command);
    return response instanceof Promise ? response.then(answered, refused) : answered(response);
  } catch (error) {
    return refused(error);
  }
}

function fitted(result: Result, room: number): Result {
  return (result.data?.length ?? 0) > room ? { code: returnCode.INSUFFICIENT_BUFFER } : result;
}
