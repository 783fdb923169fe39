import { RememberedReadings } from "../../foundation/remembered-readings.ts";
import {
  decodeCommand,
  decodeResponse,
  decodeTlvs,
  describeStatusWord,
  formatStatusWord,
  formatTag,
  Instruction,
  instructionName,
  isConstructed,
  MalformedTlvError,
  toHex,
  type CommandApdu,
  type Tlv,
} from "../../iso7816/index.ts";
import { dataObjects } from "../applets/piv/data-objects.ts";
import { secretInstructions, tagNames } from "./names.ts";

const longest = 48;
const longestTag = 4;
const headerLength = 4;
const reference = 0x5c;

/**
 * A command in words and hexadecimal. Passcodes are left out: the data of the commands that carry them, and everything
 * but the header of what is no command.
 */
export function describeCommand(bytes: Uint8Array): string {
  try {
    return commandText(bytes);
  } catch {
    // A description must not keep a command from the card.
    return `${bytes.length} bytes that cannot be described: ${shortHex(bytes.subarray(0, headerLength))}`;
  }
}

function commandText(bytes: Uint8Array): string {
  const command = decodeCommand(bytes);
  if (command === undefined) return `${bytes.length} bytes that are no command: ${shortHex(bytes.subarray(0, 4))}`;
  const name = instructionName(command.ins) ?? `instruction ${toHex(Uint8Array.of(command.ins))}`;
  const chained = (command.cla & 0x10) === 0 ? "" : " (more follows)";
  const { cla, ins, p1, p2, data } = command;
  const header = toHex(Uint8Array.of(cla, ins, p1, p2));
  if (data.length === 0) return `${name}${chained}  ${header}`;
  if (secretInstructions.has(ins)) return `${name}${chained}  ${header} [${data.length} bytes not shown]`;
  return `${name}${chained}${formatCommand(command)}  ${header} ${shortHex(data)}`;
}

const described = new RememberedReadings<string>();

/** A response in words and hexadecimal. Cards give the same ones again and again: those asked for last are remembered. */
export function describeResponse(bytes: Uint8Array): string {
  try {
    return described.get(bytes, responseText);
  } catch {
    return `${bytes.length} bytes that cannot be described, ending in ${toHex(bytes.subarray(-2))}`;
  }
}

function responseText(bytes: Uint8Array): string {
  if (bytes.length < 2) return `${bytes.length} bytes that are no response`;
  const { data, sw } = decodeResponse(bytes);
  const status = `${formatStatusWord(sw)} ${describeStatusWord(sw)}`;
  return data.length === 0 ? status : `${status}, ${data.length} bytes: ${tagsOf(data)}${shortHex(data)}`;
}

function formatCommand({ ins, data }: CommandApdu): string {
  if (ins === Instruction.SELECT) return ` ${toHex(data)}`;
  const [first] = objectsIn(data);
  if (first?.tag !== reference) return first === undefined ? "" : ` of ${nameOf(first.tag)}`;
  if (first.value.length > longestTag) return ` of a tag of ${first.value.length} bytes`;
  const tag = first.value.reduce((number, byte) => number * 0x100 + byte, 0);
  return ` of ${dataObjects.get(tag)?.name ?? formatTag(tag)}`;
}

/** The tags of an answer that is whole, two levels deep. */
function tagsOf(data: Uint8Array): string {
  const named = objectsIn(data).map(({ tag, value }) => {
    const inner = isConstructed(tag) || tag === 0x53 ? objectsIn(value).map((object) => nameOf(object.tag)) : [];
    return inner.length === 0 ? nameOf(tag) : `${nameOf(tag)} { ${inner.join(", ")} }`;
  });
  return named.length === 0 ? "" : `${named.join(", ")}  `;
}

function nameOf(tag: number): string {
  const name = tagNames.get(tag) ?? dataObjects.get(tag)?.name;
  return name === undefined ? formatTag(tag) : `${formatTag(tag)} ${name}`;
}

function objectsIn(data: Uint8Array): readonly Tlv[] {
  try {
    return decodeTlvs(data);
  } catch (error) {
    if (error instanceof MalformedTlvError) return [];
    throw error;
  }
}

function shortHex(bytes: Uint8Array): string {
  return bytes.length <= longest ? toHex(bytes) : `${toHex(bytes.subarray(0, longest))}...`;
}
