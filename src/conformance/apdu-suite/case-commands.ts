import {
  decodeCommand,
  decodeTlvs,
  encodeCommand,
  findTlv,
  fromHex,
  Instruction,
  MalformedTlvError,
  toHex,
  type CommandApdu,
} from "../../iso7816/index.ts";
import type { ApduStep } from "./script.ts";

const tagList = 0x5c;

/** `cla ins p1 p2 [data] le`, or a command that is written out. */
export function commandOf(text: string): Uint8Array {
  const [, head = "", body, tail = ""] = /^([^[]*)\[([^\]]*)\](.*)$/.exec(text) ?? [];
  if (body === undefined) return fromHex(text);
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = fromHex(head);
  const [le] = fromHex(tail);
  const data = fromHex(body);
  return encodeCommand({ cla, ins, p1, p2, data, ...(le === undefined ? {} : { le: le === 0 ? 256 : le }) });
}

/** Commands that may leave something else on the card than before, were the card to accept them. */
const changing: ReadonlySet<number> = new Set([
  Instruction.CHANGE_REFERENCE_DATA,
  Instruction.RESET_RETRY_COUNTER,
  Instruction.GENERATE_ASYMMETRIC_KEY_PAIR,
  Instruction.PUT_DATA,
  Instruction.UPDATE_BINARY,
  Instruction.WRITE_BINARY,
]);

export function isChanging({ ins }: CommandApdu): boolean {
  return changing.has(ins);
}

/** The object that a PUT DATA names, as hexadecimal. Undefined for every other command, and for half a name. */
function writtenObject(command: CommandApdu): string | undefined {
  if (command.ins !== Instruction.PUT_DATA) return undefined;
  try {
    const tag = findTlv(decodeTlvs(command.data), tagList);
    return tag && toHex(tag);
  } catch (error) {
    if (error instanceof MalformedTlvError) return undefined;
    throw error;
  }
}

/** The objects that the steps write and the slots that they make keys in, read from their commands. */
export function targetsOf(steps: readonly ApduStep[]) {
  const commands = steps
    .map(({ send, sendOnly }) => send ?? sendOnly ?? "")
    .filter((text) => text !== "" && !text.includes("$"))
    .map((text) => decodeCommand(commandOf(text)))
    .filter((command) => command !== undefined);
  const objects = new Set(commands.map(writtenObject).filter((object) => object !== undefined));
  const slots = commands.filter(({ ins }) => ins === Instruction.GENERATE_ASYMMETRIC_KEY_PAIR).map(({ p2 }) => p2);
  return { objects: [...objects], slots: [...new Set(slots)] };
}
