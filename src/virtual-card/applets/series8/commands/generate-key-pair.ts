import { decodeTlv, decodeTlvs, encodeTlv, findTlv, StatusWord, toHex } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import type { Series8Command } from "./command.ts";

const generationTemplate = 0xac;
const publicKeyTemplate = 0x7f49;
const f4 = "010001";

/**
 * GENERATE ASYMMETRIC KEY PAIR (ISO/IEC 7816-8, 9): a new RSA-2048 key in the place of the one the security environment
 * names for signatures. Its files are not changed: they are the host's to write.
 */
export const generateKeyPair: Series8Command = (state, { p1, p2, data }) => {
  if (p1 !== 0x00 || p2 !== 0x00) return status(StatusWord.WRONG_P1_P2);
  const reference = state.environment.signature;
  if (reference === undefined) return status(StatusWord.CONDITIONS_NOT_SATISFIED);
  if (!state.pin.verified) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  const template = decodeTlv(data);
  const exponent = findTlv(decodeTlvs(template.value), 0x82);
  if (template.tag !== generationTemplate || (exponent && toHex(exponent) !== f4)) return status(StatusWord.WRONG_DATA);
  const key = state.generateKey("rsa-2048");
  const { publicPart } = key;
  if (!("modulus" in publicPart)) throw new TypeError("an RSA key has a modulus");
  state.keys.put(reference, key);
  const parts = [encodeTlv(0x81, publicPart.modulus), encodeTlv(0x82, publicPart.exponent)];
  return success(encodeTlv(publicKeyTemplate, parts));
};
