import type { CommandApdu } from "../../iso7816/index.ts";

/** Instruction bytes that the guard tells apart (ISO/IEC 7816-4 and -8). */
export const instruction = {
  VERIFY: 0x20,
  CHANGE_REFERENCE_DATA: 0x24,
  RESET_RETRY_COUNTER: 0x2c,
  GENERAL_AUTHENTICATE: 0x87,
} as const;

const withPasscode: readonly number[] = [
  instruction.VERIFY,
  instruction.CHANGE_REFERENCE_DATA,
  instruction.RESET_RETRY_COUNTER,
];

/** The administration key of a PIV card, whose refused proofs a card may count. */
const administrationKey = 0x9b;

/** Instructions that leave a card as it was, apart from what it forgets at the next reset. */
const reading: ReadonlyMap<number, string> = new Map([
  [0x20, "VERIFY"],
  [0x22, "MANAGE SECURITY ENVIRONMENT"],
  [0x2a, "PERFORM SECURITY OPERATION"],
  [0x84, "GET CHALLENGE"],
  [0x87, "GENERAL AUTHENTICATE"],
  [0xa4, "SELECT"],
  [0xb0, "READ BINARY"],
  [0xc0, "GET RESPONSE"],
  [0xca, "GET DATA"],
  [0xcb, "GET DATA"],
  [0xee, "assigned by no standard: what a card says to an instruction it does not know"],
]);

/** Whether a card is as it was after the command, given that it counts no failure. */
export function isReading({ ins, p2 }: CommandApdu): boolean {
  return reading.has(ins) && !(ins === instruction.GENERAL_AUTHENTICATE && p2 === administrationKey);
}

/** Whether the card compares a passcode or an unblocking code, and so may count a failure. */
export function usesPasscode({ ins, data }: CommandApdu): boolean {
  return withPasscode.includes(ins) && data.length > 0;
}
