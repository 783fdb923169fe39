import { StatusWord } from "../../../../iso7816/index.ts";
import { status } from "../../../card/applet.ts";
import { readPasscode } from "../passcode-format.ts";
import type { Series8Command } from "./command.ts";

/**
 * VERIFY (ISO/IEC 7816-4, 11.5.6), with padding or without. What no passcode can be is refused with the counter and the
 * status as they were.
 */
export const verify: Series8Command = (state, { p1, p2, data }) => {
  if (p1 !== 0x00) return status(StatusWord.WRONG_P1_P2);
  const reference = state.reference(p2);
  if (reference === undefined) return status(StatusWord.REFERENCE_NOT_FOUND);
  if (data.length === 0) return status(reference.statusWord);
  const passcode = readPasscode(data);
  return status(passcode === undefined ? StatusWord.WRONG_DATA : reference.verify(passcode));
};
