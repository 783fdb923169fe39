export type { CardConnection } from "./card-connection.ts";
export type { ReaderEvent, ReaderSource, ReaderState } from "./reader-source.ts";
export { decodeCommand, encodeCommand, type CommandApdu, type LabelledCommand } from "./command-apdu.ts";
export { Instruction, instructionName } from "./instruction.ts";
export { describeStatusWord, formatStatusWord, StatusWord, triesLeft, triesLeftStatusWord } from "./status-word.ts";
export {
  decodeResponse,
  encodeResponse,
  MalformedResponseError,
  type ResponseApdu,
  statusWordOf,
} from "./response-apdu.ts";
export {
  decodeTlv,
  decodeTlvs,
  encodeTlv,
  findTlv,
  formatTag,
  isConstructed,
  MalformedTlvError,
  type Tlv,
} from "./tlv.ts";
export { asProtocolWants, withShortApdus } from "./processors.ts";
export { fromHex, toHex } from "./hex.ts";
