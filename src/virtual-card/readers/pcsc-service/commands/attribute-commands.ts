import type { OpenCard } from "../pcsc-client.ts";
import { mostAttributeBytes, returnCode } from "../protocol/constants.ts";
import { readU32, writeU32 } from "../protocol/native-integers.ts";
import { MalformedRequestError } from "../protocol/request-reader.ts";
import { activeProtocolBit } from "../protocol/reader-record.ts";
import { hindranceOf } from "./card-commands.ts";
import type { CommandHandler } from "./command-handler.ts";

/** Attributes of PC/SC part 3, by their tag (pcsc-lite, src/PCSC/reader.h). */
const attributes = new Map<number, (card: OpenCard) => Uint8Array | undefined>([
  [0x00010100, () => text("CIS2 testkit")],
  [0x00010101, () => text("Virtual reader")],
  [0x00010102, () => number(0x01000000)],
  [0x00010103, ({ reader }) => text(reader)],
  [0x00080201, ({ slot }) => number(activeProtocolBit(slot))],
  [0x00090300, ({ slot }) => Uint8Array.of(slot.card === undefined ? 0 : 2)],
  [0x00090301, ({ slot }) => Uint8Array.of(slot.card === undefined ? 0 : 1)],
  [0x00090303, ({ slot }) => slot.card?.atr],
  [0x7fff0003, ({ reader }) => text(reader)],
  [0x7fff0004, ({ reader }) => text(reader)],
]);

/** GET_ATTRIB: i32 hCard, tag, u8[264], length at 272, rv at 276. */
export const getAttribute: CommandHandler = (client, { body }) => {
  const card = client.card(readU32(body, 0));
  const room = readU32(body, 272);
  if (room > mostAttributeBytes) throw new MalformedRequestError(`an attribute of ${String(room)} bytes`);
  let code = hindranceOf(client, card);
  const value = code === returnCode.SUCCESS ? attributes.get(readU32(body, 4))?.(card) : undefined;
  if (code === returnCode.SUCCESS && value === undefined) code = returnCode.UNSUPPORTED_FEATURE;
  if (value !== undefined) {
    writeU32(body, 272, value.length);
    if (value.length > room) code = returnCode.INSUFFICIENT_BUFFER;
    else body.set(value, 8);
  }
  writeU32(body, 276, code);
  return body;
};

/** SET_ATTRIB: as GET_ATTRIB. None can be set. */
export const setAttribute: CommandHandler = (client, { body }) => {
  const refusal = hindranceOf(client, client.card(readU32(body, 0)));
  writeU32(body, 276, refusal === returnCode.SUCCESS ? returnCode.UNSUPPORTED_FEATURE : refusal);
  return body;
};

/** With the zero byte at its end, as programs written in C expect. */
function text(value: string): Uint8Array {
  return Buffer.from(`${value}\0`);
}

function number(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  writeU32(bytes, 0, value);
  return bytes;
}
