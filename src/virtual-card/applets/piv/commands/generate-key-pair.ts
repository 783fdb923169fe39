import { decodeTlv, decodeTlvs, encodeTlv, findTlv, StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import { keyAlgorithmOfId } from "../algorithms.ts";
import { keyRules } from "../key-references.ts";
import type { PivCommand } from "./command.ts";

const controlReferenceTemplate = 0xac;
const algorithmIdentifier = 0x80;
const publicKeyTemplate = 0x7f49;

/** GENERATE ASYMMETRIC KEY PAIR (SP 800-73-4, Part 2, 3.3.1): a new key in the place of the one that was there. */
export const generateKeyPair: PivCommand = (state, { p1, p2, data }) => {
  if (p1 !== 0x00 || !keyRules.has(p2)) return status(StatusWord.WRONG_P1_P2);
  const refusal = state.refusalOf("making-keys");
  if (refusal !== undefined) return status(refusal);
  const template = decodeTlv(data);
  const [id, ...more] = findTlv(decodeTlvs(template.value), algorithmIdentifier) ?? [];
  const algorithm = id === undefined ? undefined : keyAlgorithmOfId(id);
  if (template.tag !== controlReferenceTemplate || algorithm === undefined || more.length > 0) {
    return status(StatusWord.WRONG_DATA);
  }
  const key = state.generateKey(algorithm);
  state.keys.put(p2, key);
  const { publicPart } = key;
  const parts =
    "point" in publicPart
      ? [encodeTlv(0x86, publicPart.point)]
      : [encodeTlv(0x81, publicPart.modulus), encodeTlv(0x82, publicPart.exponent)];
  return success(encodeTlv(publicKeyTemplate, parts));
};
