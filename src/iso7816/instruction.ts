/** Instruction bytes (ISO/IEC 7816-4 and -8; SP 800-73-4 part 2, 3). */
export const Instruction = {
  VERIFY: 0x20,
  MANAGE_SECURITY_ENVIRONMENT: 0x22,
  CHANGE_REFERENCE_DATA: 0x24,
  PERFORM_SECURITY_OPERATION: 0x2a,
  RESET_RETRY_COUNTER: 0x2c,
  GENERATE_ASYMMETRIC_KEY_PAIR: 0x47,
  GET_CHALLENGE: 0x84,
  GENERAL_AUTHENTICATE: 0x87,
  SELECT: 0xa4,
  READ_BINARY: 0xb0,
  GET_RESPONSE: 0xc0,
  GET_DATA: 0xca,
  /** GET DATA whose command data name the object, as PIV has it. */
  GET_DATA_NAMED: 0xcb,
  WRITE_BINARY: 0xd0,
  UPDATE_BINARY: 0xd6,
  PUT_DATA: 0xdb,
} as const;

const names: ReadonlyMap<number, string> = new Map([
  ...Object.entries(Instruction).map(([name, ins]) => [ins, name.replaceAll("_", " ")] as const),
  [Instruction.GET_DATA_NAMED, "GET DATA"],
]);

/** What the standards call an instruction; undefined if it is none of those above. */
export function instructionName(ins: number): string | undefined {
  return names.get(ins);
}
