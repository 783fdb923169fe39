import { StatusWord } from "../../../../iso7816/index.ts";
import { status } from "../../../card/applet.ts";
import { isPin, pinLength } from "../pin-format.ts";
import type { PivCommand } from "./command.ts";

/** RESET RETRY COUNTER (SP 800-73-4, Part 2, 3.2.3): the PUK, then a new PIN. The PIN is not verified by it. */
export const resetRetryCounter: PivCommand = (state, { p1, p2, data }) => {
  if (p1 !== 0x00) return status(StatusWord.WRONG_P1_P2);
  const reference = state.pinOf(p2);
  if (reference === undefined) return status(StatusWord.REFERENCE_NOT_FOUND);
  if (state.contactless) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  const next = data.subarray(pinLength);
  if (data.length !== 2 * pinLength || !(isPin(next) || state.accepts.has("short-passcode")))
    return status(StatusWord.WRONG_DATA);
  const anyPuk = state.accepts.has("wrong-puk");
  const sw = anyPuk ? StatusWord.SUCCESS : state.puk.compare(data.subarray(0, pinLength));
  if (sw === StatusWord.SUCCESS) reference.replace(next);
  return status(sw);
};
