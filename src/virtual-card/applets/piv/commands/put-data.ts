import { decodeTlvs, formatTag, StatusWord, type Tlv } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import { dataObjects } from "../data-objects.ts";
import type { PivCommand } from "./command.ts";

const tagList = 0x5c;
const discretionaryData = 0x53;

/** PUT DATA (SP 800-73-4, Part 2, 3.3.2): replaces one data object; an empty one is taken off the card. */
export const putData: PivCommand = (state, { p1, p2, data }) => {
  if (p1 !== 0x3f || p2 !== 0xff) return status(StatusWord.WRONG_P1_P2);
  const refusal = state.refusalOf("writing");
  if (refusal !== undefined) return status(refusal);
  const target = targetOf(decodeTlvs(data));
  if (target === undefined) return status(StatusWord.WRONG_DATA);
  const rule = dataObjects.get(target.tag);
  if (rule?.wrapped !== target.wrapped) return status(StatusWord.FILE_NOT_FOUND);
  const name = formatTag(target.tag);
  if (target.value.length === 0) Reflect.deleteProperty(state.image.objects, name);
  else state.image.objects[name] = Buffer.from(target.value).toString("base64");
  state.persist();
  return success();
};

/** `5C tag, 53 value`, or a template of its own tag without either. */
function targetOf(objects: readonly Tlv[]): (Tlv & { wrapped: boolean }) | undefined {
  const [first, second, ...more] = objects;
  if (first === undefined || more.length > 0) return undefined;
  if (second === undefined) return first.tag === tagList ? undefined : { ...first, wrapped: false };
  if (first.tag !== tagList || second.tag !== discretionaryData || first.value.length > 3) return undefined;
  const tag = first.value.reduce((number, byte) => number * 0x100 + byte, 0);
  return { tag, value: second.value, wrapped: true };
}
