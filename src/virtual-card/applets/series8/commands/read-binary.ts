import { StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import type { Series8Command } from "./command.ts";

const shortIdentifierBit = 0x80;
const everything = new Set([0x100, 0x10000]);

/** READ BINARY (ISO/IEC 7816-4, 11.3.3) of the selected file; short file identifiers are not provided for. */
export const readBinary: Series8Command = (state, { p1, p2, data, le }) => {
  if (data.length > 0 || le === undefined) return status(StatusWord.WRONG_LENGTH);
  if ((p1 & shortIdentifierBit) !== 0) return status(StatusWord.FUNCTION_NOT_SUPPORTED);
  const selected = state.files.current;
  if (selected === undefined) return status(StatusWord.NO_CURRENT_FILE);
  if (!state.admits(selected.file.access.read)) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  const content = Buffer.from(selected.file.content, "base64");
  const offset = (p1 << 8) | p2;
  if (offset >= content.length) return status(StatusWord.WRONG_OFFSET);
  const part = content.subarray(offset, offset + le);
  return part.length < le && !everything.has(le) ? { sw: StatusWord.END_OF_FILE, data: part } : success(part);
};
