import { Instruction } from "./instruction.ts";
import type { CardConnection } from "./card-connection.ts";
import { decodeCommand, encodeCommand, maxShortLength, type CommandApdu } from "./command-apdu.ts";
import { decodeResponse, encodeResponse, MalformedResponseError, type ResponseApdu } from "./response-apdu.ts";
import { bytesWaiting, exactLength, StatusWord } from "./status-word.ts";

const chainingBit = 0x10;
/** More than any card holds; a card that never stops answering 61xx is cut off here. */
const maxAnswer = 1 << 20;

/**
 * Sends a command whose data does not fit a short APDU as a chain of short ones (ISO/IEC 7816-4, 5.3.3): CLA bit 10 in
 * all but the last. A block the card refuses ends the chain, and its status word is the answer.
 */
export function withCommandChaining(connection: CardConnection, blockSize = maxShortLength): CardConnection {
  return stackedOn(connection, async (bytes, command) => {
    if (command === undefined || (!command.extended && command.data.length <= blockSize)) {
      return connection.transmit(bytes);
    }
    const { cla, ins, p1, p2, data } = command;
    let offset = 0;
    for (; data.length - offset > blockSize; offset += blockSize) {
      const block = data.subarray(offset, offset + blockSize);
      const answer = await connection.transmit(encodeCommand({ cla: cla | chainingBit, ins, p1, p2, data: block }));
      if (decodeResponse(answer).sw !== StatusWord.SUCCESS) return answer;
    }
    const le = command.le === undefined ? {} : { le: Math.min(command.le, maxShortLength + 1) };
    return connection.transmit(encodeCommand({ cla, ins, p1, p2, data: data.subarray(offset), ...le }));
  });
}

/**
 * Fetches answers that come in parts: 61xx with GET RESPONSE until the card has no more (ISO/IEC 7816-4, 7.6.1), and
 * 6Cxx by sending the command again with the length the card wants. Rejects with MalformedResponseError when a card
 * goes on beyond 1 MiB.
 */
export function withGetResponse(connection: CardConnection): CardConnection {
  return stackedOn(connection, async (bytes, command) => {
    let answer = decodeResponse(await connection.transmit(asProtocolWants(connection, bytes)));
    const wanted = exactLength(answer.sw);
    if (wanted !== undefined && command !== undefined) {
      answer = decodeResponse(await connection.transmit(encodeCommand({ ...command, le: wanted })));
    }
    const parts = [answer.data];
    let size = answer.data.length;
    const cla = (command?.cla ?? 0) & ~chainingBit;
    for (let le = bytesWaiting(answer.sw); le !== undefined; le = bytesWaiting(answer.sw)) {
      answer = await fetchRest(connection, cla, le);
      parts.push(answer.data);
      size += answer.data.length;
      if (size > maxAnswer || parts.length > maxAnswer >> 4) {
        throw new MalformedResponseError("the card never stops announcing more data");
      }
    }
    return encodeResponse(answer.sw, Buffer.concat(parts));
  });
}

/** One GET RESPONSE. A card may want another length than it announced. */
async function fetchRest(connection: CardConnection, cla: number, le: number): Promise<ResponseApdu> {
  const ask = async (length: number) => {
    const command = { cla, ins: Instruction.GET_RESPONSE, p1: 0, p2: 0, le: length };
    return decodeResponse(await connection.transmit(encodeCommand(command)));
  };
  const answer = await ask(le);
  const wanted = exactLength(answer.sw);
  return wanted === undefined ? answer : ask(wanted);
}

/** In T=0 a command with data has no Le: the card announces its answer (ISO/IEC 7816-3, 12.2.4). Others are left as they are. */
export function asProtocolWants({ protocol }: Pick<CardConnection, "protocol">, bytes: Uint8Array): Uint8Array {
  const command = protocol === "T=0" ? decodeCommand(bytes) : undefined;
  if (command === undefined || command.extended || command.data.length === 0 || command.le === undefined) return bytes;
  return bytes.subarray(0, -1);
}

/** Both: any command in, its whole answer out, with only short APDUs on the wire. */
export function withShortApdus(connection: CardConnection): CardConnection {
  return withCommandChaining(withGetResponse(connection));
}

type Transmit = (bytes: Uint8Array, command: CommandApdu | undefined) => Promise<Uint8Array>;

function stackedOn(connection: CardConnection, transmit: Transmit): CardConnection {
  return {
    atr: connection.atr,
    protocol: connection.protocol,
    transmit: (bytes) => transmit(bytes, decodeCommand(bytes)),
    transaction: (work) => connection.transaction(work),
    disconnect: () => connection.disconnect(),
  };
}
