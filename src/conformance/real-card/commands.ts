import { Instruction, type CommandApdu } from "../../iso7816/index.ts";

const withPasscode: readonly number[] = [
  Instruction.VERIFY,
  Instruction.CHANGE_REFERENCE_DATA,
  Instruction.RESET_RETRY_COUNTER,
];

/** The administration key of a PIV card, whose refused proofs a card may count. */
const administrationKey = 0x9b;

/** Assigned by no standard: what a card says to an instruction it does not know. */
const unassigned = 0xee;

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
  unassigned,
]);

/** Whether a card is as it was after the command, given that it counts no failure. */
export function isReading({ ins, p2 }: CommandApdu): boolean {
  return reading.has(ins) && !(ins === Instruction.GENERAL_AUTHENTICATE && p2 === administrationKey);
}

/** Whether the card compares a passcode or an unblocking code, and so may count a failure. */
export function usesPasscode({ ins, data }: CommandApdu): boolean {
  return withPasscode.includes(ins) && data.length > 0;
}
