import { Instruction, toHex, type CommandApdu } from "../../iso7816/index.ts";

/** The administration key of a PIV card, whose refused proofs a card may count. */
const administrationKey = 0x9b;
/** P1 of a VERIFY that only takes the verified status away (SP 800-73-4, Part 2, 3.2.1). */
const logOut = 0xff;

/** Classes of plain interindustry commands on the first channel: a whole command, and a block of a chain. */
const plainClasses: readonly number[] = [0x00, 0x10];

/** Instructions that leave a card as it was, apart from what it forgets at the next reset. */
const reading: ReadonlySet<number> = new Set([
  Instruction.VERIFY,
  Instruction.MANAGE_SECURITY_ENVIRONMENT,
  Instruction.PERFORM_SECURITY_OPERATION,
  Instruction.GET_CHALLENGE,
  Instruction.GENERAL_AUTHENTICATE,
  Instruction.SELECT,
  Instruction.READ_BINARY,
  Instruction.GET_RESPONSE,
  Instruction.GET_DATA,
  Instruction.GET_DATA_NAMED,
]);

/**
 * Whole commands that only ask what a card says to an unknown class or instruction. A vendor may have given those a meaning
 * with other parameters or data, so that exactly these bytes pass.
 */
const asking: ReadonlySet<string> = new Set([
  "00EE0000",
  "A0CB3FFF055C035FC10200",
  "01CB3FFF055C035FC10200",
  "A0B0000001",
]);

/** Whether a card is as it was after the command, given that it counts no failure. */
export function isReading(bytes: Uint8Array, { cla, ins, p1, p2, data }: CommandApdu): boolean {
  if (asking.has(toHex(bytes))) return true;
  if (!plainClasses.includes(cla) || !reading.has(ins)) return false;
  if (ins === Instruction.GENERAL_AUTHENTICATE) return p2 !== administrationKey;
  return ins !== Instruction.VERIFY || p1 !== logOut || data.length === 0;
}

/** Whether the command answers a challenge or witness of the administration key, which a card may count if it is wrong. */
export function provesAdministrationKey({ ins, p2, data }: CommandApdu): boolean {
  const [, , tag, length] = data;
  const asks = (tag === 0x80 || tag === 0x81) && length === 0 && data.length === 4;
  return ins === Instruction.GENERAL_AUTHENTICATE && p2 === administrationKey && !asks;
}
