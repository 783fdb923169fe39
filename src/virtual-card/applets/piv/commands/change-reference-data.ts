import { StatusWord } from "../../../../iso7816/index.ts";
import { status } from "../../../card/applet.ts";
import { isPin, pinLength } from "../pin-format.ts";
import type { PivCommand } from "./command.ts";

const pukReference = 0x81;

/** CHANGE REFERENCE DATA (SP 800-73-4, Part 2, 3.2.2): the old value, then the new one. */
export const changeReferenceData: PivCommand = (state, { p1, p2, data }) => {
  if (p1 !== 0x00) return status(StatusWord.WRONG_P1_P2);
  const isPuk = p2 === pukReference;
  const reference = isPuk ? state.puk : state.pinOf(p2);
  if (reference === undefined) return status(StatusWord.REFERENCE_NOT_FOUND);
  if (state.contactless) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  if (data.length !== 2 * pinLength) return status(StatusWord.WRONG_DATA);
  const current = data.subarray(0, pinLength);
  const next = data.subarray(pinLength);
  if (!isPuk && !(isPin(current) && isPin(next))) return status(StatusWord.WRONG_DATA);
  const sw = isPuk ? reference.compare(current) : reference.verify(current);
  if (sw === StatusWord.SUCCESS) reference.replace(next);
  return status(sw);
};
