import { StatusWord } from "../../../../iso7816/index.ts";
import { status } from "../../../card/applet.ts";
import { isPin, pinLength } from "../pin-format.ts";
import type { PivCommand } from "./command.ts";

const pukReference = 0x81;

/** CHANGE REFERENCE DATA (SP 800-73-4, Part 2, 3.2.2): the old value, then the new one. */
export const changeReferenceData: PivCommand = (state, { p1, p2, data }) => {
  const anyParameters = state.accepts.has("wrong-parameters");
  if (p1 !== 0x00 && !anyParameters) return status(StatusWord.WRONG_P1_P2);
  const isPuk = p2 === pukReference;
  const reference = isPuk ? state.puk : (state.pinOf(p2) ?? (anyParameters ? state.pin : undefined));
  if (reference === undefined) return status(StatusWord.REFERENCE_NOT_FOUND);
  if (state.contactless) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  if (data.length !== 2 * pinLength) return status(StatusWord.WRONG_DATA);
  const current = data.subarray(0, pinLength);
  const next = data.subarray(pinLength);
  const anyForm = isPuk || state.accepts.has("short-passcode");
  if (!anyForm && !(isPin(current) && isPin(next))) return status(StatusWord.WRONG_DATA);
  const anyValue = state.accepts.has(isPuk ? "wrong-puk" : "wrong-passcode");
  const compare = () => (isPuk ? reference.compare(current) : reference.verify(current));
  const sw = anyValue ? StatusWord.SUCCESS : compare();
  if (sw === StatusWord.SUCCESS) reference.replace(next);
  return status(sw);
};
