import { StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import { isPin, pinLength } from "../pin-format.ts";
import type { PivCommand } from "./command.ts";

const logOut = 0xff;

/** VERIFY (SP 800-73-4, Part 2, 3.2.1). A PIN that is none is refused with the counter and the status as they were. */
export const verify: PivCommand = (state, { p1, p2, data }, { turn }) => {
  if (p1 !== 0x00 && p1 !== logOut) return status(StatusWord.WRONG_P1_P2);
  const reference = state.pinOf(p2);
  if (reference === undefined) return status(StatusWord.REFERENCE_NOT_FOUND);
  if (state.contactless) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  if (p1 === logOut) {
    if (data.length > 0) return status(StatusWord.WRONG_DATA);
    reference.dropStatus();
    return success();
  }
  if (data.length === 0) return status(reference.statusWord);
  if (data.length !== pinLength && state.profile.refusedPinLength === "6700") return status(StatusWord.WRONG_LENGTH);
  if (!isPin(data)) return status(StatusWord.WRONG_DATA);
  const sw = reference.verify(data);
  if (sw === StatusWord.SUCCESS) state.notePinVerified(turn);
  return status(sw);
};
