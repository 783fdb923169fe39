import { Instruction } from "../../../iso7816/index.ts";
import { relaying } from "../relayed-commands.ts";
import { pinReference } from "./piv-constants.ts";

const administrationKey = 0x9b;
const puk = 0x81;

/**
 * Whether a command administers the card (SP 800-73-5 part 2): proves the administration key, makes keys, reads and
 * writes data objects, changes the PUK, or resets the passcode with it. None verifies the passcode or uses a private key.
 */
export const isPivAdministration = relaying(({ ins, p2 }) => {
  switch (ins) {
    case Instruction.GENERAL_AUTHENTICATE:
      return p2 === administrationKey;
    case Instruction.CHANGE_REFERENCE_DATA:
      return p2 === puk;
    case Instruction.RESET_RETRY_COUNTER:
      return p2 === pinReference.application;
    default:
      return [Instruction.GENERATE_ASYMMETRIC_KEY_PAIR, Instruction.GET_DATA_NAMED, Instruction.PUT_DATA].some(
        (one) => one === ins,
      );
  }
});
