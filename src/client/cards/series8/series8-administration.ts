import { Instruction } from "../../../iso7816/index.ts";
import { relaying } from "../relayed-commands.ts";

const passcode = 1;
const unblockingCode = 2;

/**
 * Whether a command administers the card: makes keys, reads and writes files, changes the unblocking code, or resets the
 * passcode with it. None verifies the passcode or uses a private key.
 */
export const isSeries8Administration = relaying(({ ins, p2 }) => {
  switch (ins) {
    case Instruction.CHANGE_REFERENCE_DATA:
      return p2 === unblockingCode;
    case Instruction.RESET_RETRY_COUNTER:
      return p2 === passcode;
    default:
      return harmless.some((one) => one === ins);
  }
});

/** They do nothing by themselves, or only what the card's access rules let the holder of the passcode do. */
const harmless = [
  Instruction.SELECT,
  Instruction.READ_BINARY,
  Instruction.UPDATE_BINARY,
  Instruction.MANAGE_SECURITY_ENVIRONMENT,
  Instruction.GENERATE_ASYMMETRIC_KEY_PAIR,
];
