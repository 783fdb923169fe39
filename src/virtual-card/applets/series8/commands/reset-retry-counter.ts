import { StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import { isSettablePasscode, paddedLength, readPasscode } from "../passcode-format.ts";
import { pinReference, pukReference } from "../series8-state.ts";
import type { Series8Command } from "./command.ts";

/** What P1 says the data are (ISO/IEC 7816-4, 11.5.10): the unblocking code, a new passcode, both or neither. */
const forms: ReadonlyMap<number, { puk: boolean; passcode: boolean }> = new Map([
  [0x00, { puk: true, passcode: true }],
  [0x01, { puk: true, passcode: false }],
  [0x02, { puk: false, passcode: true }],
  [0x03, { puk: false, passcode: false }],
]);

/**
 * RESET RETRY COUNTER of the passcode. Without the unblocking code in the data it has to be verified before. The
 * passcode is not verified by it.
 */
export const resetRetryCounter: Series8Command = ({ pin, puk, accepts }, { p1, p2, data }) => {
  const form = forms.get(p1);
  if (form === undefined) return status(StatusWord.WRONG_P1_P2);
  if (p2 === pukReference) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  if (p2 !== pinReference) return status(StatusWord.REFERENCE_NOT_FOUND);
  if (!form.puk && !puk.verified) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  if (data.length !== paddedLength * (Number(form.puk) + Number(form.passcode))) return status(StatusWord.WRONG_DATA);
  const next = form.passcode ? readPasscode(data.subarray(-paddedLength)) : undefined;
  const anyForm = accepts.has("short-passcode");
  if (form.passcode && (next === undefined || !(anyForm || isSettablePasscode(next))))
    return status(StatusWord.WRONG_DATA);
  if (form.puk) {
    const given = readPasscode(data.subarray(0, paddedLength));
    if (given === undefined) return status(StatusWord.WRONG_DATA);
    const sw = accepts.has("wrong-puk") ? StatusWord.SUCCESS : puk.compare(given);
    if (sw !== StatusWord.SUCCESS) return status(sw);
  }
  if (next === undefined) pin.restoreTries();
  else pin.replace(next);
  return success();
};
