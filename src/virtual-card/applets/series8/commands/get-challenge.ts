import { StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import type { Series8Command } from "./command.ts";

const most = 256;

/** GET CHALLENGE (ISO/IEC 7816-4, 11.5.3): as many random bytes as are asked for, up to 256. */
export const getChallenge: Series8Command = (state, { p1, p2, data, le }) => {
  if (p1 !== 0x00 || p2 !== 0x00) return status(StatusWord.WRONG_P1_P2);
  if (data.length > 0 || le === undefined || le > most) return status(StatusWord.WRONG_LENGTH);
  return success(state.random.bytes(le));
};
