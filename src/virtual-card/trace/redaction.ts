import { decodeCommand, decodeTlvs, findTlv, Instruction, MalformedTlvError, toHex } from "../../iso7816/index.ts";
import type { CardExchange } from "./card-trace.ts";
import { secretInstructions } from "./names.ts";

const administrationKey = 0x9b;
const headerLength = 4;
const statusWordLength = 2;

/**
 * Objects of the PIV data model whose content is withheld: fingerprints, facial image, printed information, iris images,
 * pairing code (SP 800-73-4, Part 1, Table 2).
 */
const personal: ReadonlySet<string> = new Set(["5FC103", "5FC108", "5FC109", "5FC121", "5FC123"]);

/**
 * Whether a command carries a passcode, an unblocking code or a proof of the administration key. Bytes that are no
 * command count as one that does, for nobody can tell.
 */
function isSecret(bytes: Uint8Array): boolean {
  const command = decodeCommand(bytes);
  if (command === undefined) return bytes.length > headerLength + 1;
  if (command.data.length === 0) return false;
  return (
    secretInstructions.has(command.ins) ||
    (command.ins === Instruction.GENERAL_AUTHENTICATE && command.p2 === administrationKey)
  );
}

/** What a command is known by in a trace: secret ones by their header, without the data and without its length. */
export function commandKey(bytes: Uint8Array): Pick<CardExchange, "command" | "secret"> {
  if (!isSecret(bytes)) return { command: toHex(bytes) };
  return { command: toHex(bytes.subarray(0, headerLength)), secret: true };
}

/** Makes what may be kept of one exchange after the other; an answer can go on in the next. */
export class ExchangeRedaction {
  #withholds = false;

  keep(command: Uint8Array, response: Uint8Array): CardExchange {
    const goesOn = command[1] === Instruction.GET_RESPONSE;
    const isStart = isPersonal(command) || (command[1] === Instruction.GENERAL_AUTHENTICATE && isSecret(command));
    this.#withholds = isStart || (goesOn && this.#withholds);
    const kept = { ...commandKey(command), response: toHex(response) };
    if (!this.#withholds || response.length <= statusWordLength) return kept;
    const data = new Uint8Array(response.length - statusWordLength);
    if (!goesOn) data.set(response.subarray(0, Math.min(headerOf(response), data.length)));
    return { ...kept, response: toHex(data) + toHex(response.subarray(-statusWordLength)), withheld: true };
  }
}

function isPersonal(bytes: Uint8Array): boolean {
  const command = decodeCommand(bytes);
  if (command?.ins !== Instruction.GET_DATA_NAMED) return false;
  try {
    return personal.has(toHex(findTlv(decodeTlvs(command.data), 0x5c) ?? new Uint8Array()));
  } catch (error) {
    if (error instanceof MalformedTlvError) return false;
    throw error;
  }
}

/** How long the outermost tag and length are, which stay so that the answer is still one. */
function headerOf([, length = 0]: Uint8Array): number {
  return length < 0x80 ? 2 : 2 + (length & 0x7f);
}
