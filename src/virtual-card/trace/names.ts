import { Instruction } from "../../iso7816/index.ts";

/** The instructions whose data are passcodes. */
export const secretInstructions: ReadonlySet<number> = new Set([
  Instruction.VERIFY,
  Instruction.CHANGE_REFERENCE_DATA,
  Instruction.RESET_RETRY_COUNTER,
]);

/** What the tags in commands and answers stand for (ISO/IEC 7816-4; SP 800-73-4). */
export const tagNames: ReadonlyMap<number, string> = new Map([
  [0x4f, "application identifier"],
  [0x50, "application label"],
  [0x53, "data object"],
  [0x5c, "tag list"],
  [0x5f2f, "PIN usage policy"],
  [0x61, "application template"],
  [0x62, "file control parameters"],
  [0x6f, "file control information"],
  [0x70, "certificate"],
  [0x71, "certificate information"],
  [0x79, "tag allocation authority"],
  [0x7c, "dynamic authentication template"],
  [0x7e, "Discovery Object"],
  [0x7f49, "public key"],
  [0xac, "control reference template"],
]);
