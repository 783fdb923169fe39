import { decodeTlv, encodeTlv, formatTag, StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import { dataObjects } from "../data-objects.ts";
import type { PivCommand } from "./command.ts";

const tagList = 0x5c;
const discretionaryData = 0x53;

/** GET DATA (SP 800-73-4, Part 2, 3.1.2): the tag list names one data object. */
export const getData: PivCommand = (state, { p1, p2, data }) => {
  if (p1 !== 0x3f || p2 !== 0xff) return status(StatusWord.WRONG_P1_P2);
  const list = decodeTlv(data);
  if (list.tag !== tagList || list.value.length < 1 || list.value.length > 3) return status(StatusWord.WRONG_DATA);
  const tag = list.value.reduce((number, byte) => number * 0x100 + byte, 0);
  const rule = dataObjects.get(tag);
  if (rule === undefined) return status(StatusWord.FILE_NOT_FOUND);
  const readable = state.contactless ? rule.contactless : rule.read === "always" || state.pinVerified;
  if (!readable) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  const stored = state.image.objects[formatTag(tag)];
  if (stored === undefined) return status(StatusWord.FILE_NOT_FOUND);
  return success(encodeTlv(rule.wrapped ? discretionaryData : tag, Buffer.from(stored, "base64")));
};
