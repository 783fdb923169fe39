import { relaying } from "../relayed-commands.ts";
import { instruction } from "./series8-constants.ts";

const passcode = 1;
const unblockingCode = 2;

/**
 * Whether a command administers the card: makes keys, reads and writes files, changes the unblocking code, or resets the
 * passcode with it. None verifies the passcode or uses a private key.
 */
export const isSeries8Administration = relaying(({ ins, p2 }) => {
  switch (ins) {
    case instruction.CHANGE_REFERENCE_DATA:
      return p2 === unblockingCode;
    case instruction.RESET_RETRY_COUNTER:
      return p2 === passcode;
    default:
      return harmless.some((one) => one === ins);
  }
});

/** They do nothing by themselves, or only what the card's access rules let the holder of the passcode do. */
const harmless = [
  instruction.SELECT,
  instruction.READ_BINARY,
  instruction.UPDATE_BINARY,
  instruction.MANAGE_SECURITY_ENVIRONMENT,
  instruction.GENERATE,
];
