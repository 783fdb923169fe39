import { StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import { isSettablePasscode, paddedLength, readPasscode } from "../passcode-format.ts";
import { pinReference } from "../series8-state.ts";
import type { Series8Command } from "./command.ts";

const withOldValue = 0x00;
const newValueOnly = 0x01;

/** CHANGE REFERENCE DATA (ISO/IEC 7816-4, 11.5.7): old and new value, or the new one alone once the old is verified. */
export const changeReferenceData: Series8Command = (state, { p1, p2, data }) => {
  if (p1 !== withOldValue && p1 !== newValueOnly) return status(StatusWord.WRONG_P1_P2);
  const reference = state.reference(p2);
  if (reference === undefined) return status(StatusWord.REFERENCE_NOT_FOUND);
  if (p1 === newValueOnly && !reference.verified) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  if (p1 === withOldValue && data.length !== 2 * paddedLength) return status(StatusWord.WRONG_DATA);
  const next = readPasscode(p1 === withOldValue ? data.subarray(paddedLength) : data);
  const anyForm = state.accepts.has("short-passcode");
  if (next === undefined || (p2 === pinReference && !anyForm && !isSettablePasscode(next)))
    return status(StatusWord.WRONG_DATA);
  if (p1 === withOldValue) {
    const current = readPasscode(data.subarray(0, paddedLength));
    if (current === undefined) return status(StatusWord.WRONG_DATA);
    const sw = state.accepts.has("wrong-passcode") ? StatusWord.SUCCESS : reference.verify(current);
    if (sw !== StatusWord.SUCCESS) return status(sw);
  }
  reference.replace(next);
  return success();
};
