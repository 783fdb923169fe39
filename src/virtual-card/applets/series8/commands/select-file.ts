import { StatusWord, type CommandApdu } from "../../../../iso7816/index.ts";
import { status, success, type Answer } from "../../../card/applet.ts";
import { describeFile, type LocatedFile } from "../file-system/file.ts";
import type { FileSystem } from "../file-system/file-system.ts";
import type { Series8Command } from "./command.ts";

const identifierLength = 2;

/** SELECT of a file (ISO/IEC 7816-4, 11.2.2). By an application's identifier the engine has selected already. */
export const selectFile: Series8Command = (state, command) => {
  if (!isSelectionControl(command.p2)) return status(StatusWord.WRONG_P1_P2);
  const found = locate(state.files, command);
  if (typeof found === "number") return status(found);
  state.files.select(found);
  if (state.profile.statusOnSelect === "dropped") state.pin.dropStatus();
  return answerOf(found, command.p2);
};

/** The answer to a SELECT, as P2 asks for it. */
export function answerOf(found: LocatedFile, p2: number): Answer {
  if (p2 === 0x0c) return success();
  return success(describeFile(found, p2 === 0x04 ? "fcp" : "fci"));
}

/** Whether P2 asks for the FCI, the FCP or no answer, of the first or only occurrence. */
export function isSelectionControl(p2: number): boolean {
  return p2 === 0x00 || p2 === 0x04 || p2 === 0x0c;
}

function locate(files: FileSystem, { p1, data }: CommandApdu): LocatedFile | number {
  const byIdentifier = p1 <= 0x02;
  if (byIdentifier && data.length !== identifierLength && !(p1 === 0 && data.length === 0)) {
    return StatusWord.WRONG_DATA;
  }
  if (data.length % identifierLength !== 0) return StatusWord.WRONG_DATA;
  switch (p1) {
    case 0x00:
      return files.byIdentifier(data) ?? StatusWord.FILE_NOT_FOUND;
    case 0x01:
    case 0x02: {
      const child = files.byPath(data, "current");
      return child?.file.type === (p1 === 0x01 ? "df" : "ef") ? child : StatusWord.FILE_NOT_FOUND;
    }
    case 0x03:
      return data.length === 0 ? (files.parent() ?? StatusWord.FILE_NOT_FOUND) : StatusWord.WRONG_DATA;
    case 0x08:
      return files.byPath(data, "mf") ?? StatusWord.FILE_NOT_FOUND;
    case 0x09:
      return files.byPath(data, "current") ?? StatusWord.FILE_NOT_FOUND;
    default:
      return StatusWord.WRONG_P1_P2;
  }
}
