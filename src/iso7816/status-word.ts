/** The status words of ISO/IEC 7816-4, 5.1.3 (tables 5 to 7), that cards of this kind answer. */
export const StatusWord = {
  SUCCESS: 0x9000,
  END_OF_FILE: 0x6282,
  FILE_DEACTIVATED: 0x6283,
  VERIFICATION_FAILED: 0x6300,
  MEMORY_FAILURE: 0x6581,
  WRONG_LENGTH: 0x6700,
  CHANNEL_NOT_SUPPORTED: 0x6881,
  SECURE_MESSAGING_NOT_SUPPORTED: 0x6882,
  LAST_OF_CHAIN_EXPECTED: 0x6883,
  CHAINING_NOT_SUPPORTED: 0x6884,
  COMMAND_INCOMPATIBLE: 0x6981,
  SECURITY_STATUS_NOT_SATISFIED: 0x6982,
  AUTHENTICATION_BLOCKED: 0x6983,
  REFERENCE_DATA_NOT_USABLE: 0x6984,
  CONDITIONS_NOT_SATISFIED: 0x6985,
  NO_CURRENT_FILE: 0x6986,
  WRONG_DATA: 0x6a80,
  FUNCTION_NOT_SUPPORTED: 0x6a81,
  FILE_NOT_FOUND: 0x6a82,
  NOT_ENOUGH_MEMORY: 0x6a84,
  WRONG_P1_P2: 0x6a86,
  REFERENCE_NOT_FOUND: 0x6a88,
  WRONG_OFFSET: 0x6b00,
  INSTRUCTION_NOT_SUPPORTED: 0x6d00,
  CLASS_NOT_SUPPORTED: 0x6e00,
  NO_PRECISE_DIAGNOSIS: 0x6f00,
} as const;

const meanings = new Map<number, string>([
  [StatusWord.SUCCESS, "success"],
  [StatusWord.END_OF_FILE, "end of file reached before Le bytes"],
  [StatusWord.FILE_DEACTIVATED, "selected file deactivated"],
  [StatusWord.VERIFICATION_FAILED, "verification failed"],
  [StatusWord.MEMORY_FAILURE, "memory failure"],
  [StatusWord.WRONG_LENGTH, "wrong length"],
  [StatusWord.CHANNEL_NOT_SUPPORTED, "logical channel not supported"],
  [StatusWord.SECURE_MESSAGING_NOT_SUPPORTED, "secure messaging not supported"],
  [StatusWord.LAST_OF_CHAIN_EXPECTED, "last command of the chain expected"],
  [StatusWord.CHAINING_NOT_SUPPORTED, "command chaining not supported"],
  [StatusWord.COMMAND_INCOMPATIBLE, "command incompatible with the file structure"],
  [StatusWord.SECURITY_STATUS_NOT_SATISFIED, "security status not satisfied"],
  [StatusWord.AUTHENTICATION_BLOCKED, "authentication method blocked"],
  [StatusWord.REFERENCE_DATA_NOT_USABLE, "reference data not usable"],
  [StatusWord.CONDITIONS_NOT_SATISFIED, "conditions of use not satisfied"],
  [StatusWord.NO_CURRENT_FILE, "command not allowed, no current file"],
  [StatusWord.WRONG_DATA, "incorrect parameters in the data field"],
  [StatusWord.FUNCTION_NOT_SUPPORTED, "function not supported"],
  [StatusWord.FILE_NOT_FOUND, "file or application not found"],
  [StatusWord.NOT_ENOUGH_MEMORY, "not enough memory"],
  [StatusWord.WRONG_P1_P2, "incorrect parameters P1-P2"],
  [StatusWord.REFERENCE_NOT_FOUND, "referenced data not found"],
  [StatusWord.WRONG_OFFSET, "wrong parameters (offset outside the file)"],
  [StatusWord.INSTRUCTION_NOT_SUPPORTED, "instruction not supported"],
  [StatusWord.CLASS_NOT_SUPPORTED, "class not supported"],
  [StatusWord.NO_PRECISE_DIAGNOSIS, "no precise diagnosis"],
]);

/** How many tries a refused or queried passcode has left: x of 63Cx, 0 for 6983; undefined for other status words. */
export function triesLeft(sw: number): number | undefined {
  if (sw === StatusWord.AUTHENTICATION_BLOCKED) return 0;
  return sw >> 4 === 0x63c ? sw & 0x0f : undefined;
}

/** The status word 63Cx that tells how many tries are left; 15 is the most it can say. */
export function triesLeftStatusWord(tries: number): number {
  return 0x63c0 | Math.min(tries, 15);
}

/** How many bytes wait to be fetched with GET RESPONSE: 1 to 256 for 61xx (256 also stands for more). */
export function bytesWaiting(sw: number): number | undefined {
  return sw >> 8 === 0x61 ? sw & 0xff || 256 : undefined;
}

/** The expected length the card wants instead of the one given: 1 to 256 for 6Cxx. */
export function exactLength(sw: number): number | undefined {
  return sw >> 8 === 0x6c ? sw & 0xff || 256 : undefined;
}

/** Four upper-case hexadecimal digits. */
export function formatStatusWord(sw: number): string {
  return sw.toString(16).toUpperCase().padStart(4, "0");
}

/** What a status word means, in words, with the number some carry. */
export function describeStatusWord(sw: number): string {
  const named = meanings.get(sw);
  if (named !== undefined) return named;
  if (sw >> 4 === 0x63c) return `verification failed, ${sw & 0x0f} tries left`;
  if (sw >> 8 === 0x61) return `${sw & 0xff || "256 or more"} bytes of the answer waiting`;
  if (sw >> 8 === 0x6c) return `wrong Le, ${sw & 0xff || 256} bytes available`;
  return `unknown status word ${formatStatusWord(sw)}`;
}
