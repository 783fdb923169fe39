import { StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import type { Series8Command } from "./command.ts";

const shortIdentifierBit = 0x80;

/** UPDATE BINARY (ISO/IEC 7816-4, 11.3.5): puts the bytes in the place of those that are there. */
export const updateBinary: Series8Command = write((_, given) => given);

/** WRITE BINARY (11.3.4): sets bits, and clears none. */
export const writeBinary: Series8Command = write((old, given) => old | given);

function write(result: (old: number, given: number) => number): Series8Command {
  return (state, { p1, p2, data }) => {
    if (data.length === 0) return status(StatusWord.WRONG_LENGTH);
    if ((p1 & shortIdentifierBit) !== 0) return status(StatusWord.FUNCTION_NOT_SUPPORTED);
    const selected = state.files.current;
    if (selected === undefined) return status(StatusWord.NO_CURRENT_FILE);
    const { file } = selected;
    if (!state.accepts.has("writing") && !state.admits(file.access.update))
      return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
    const content = Buffer.from(file.content, "base64");
    const offset = (p1 << 8) | p2;
    if (offset >= content.length) return status(StatusWord.WRONG_OFFSET);
    if (offset + data.length > content.length) return status(StatusWord.NOT_ENOUGH_MEMORY);
    data.forEach((byte, index) => {
      content[offset + index] = result(content[offset + index] ?? 0, byte);
    });
    file.content = content.toString("base64");
    state.persist();
    return success();
  };
}
