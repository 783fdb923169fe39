import { decodeTlvs, findTlv, StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import type { Series8Command } from "./command.ts";

const setForComputation = 0x41;
const digitalSignatureTemplate = 0xb6;
const confidentialityTemplate = 0xb8;
const rsaPkcs1 = 0x11;
/** Keys of the application have references with this bit; the command leaves it out. */
const localKey = 0x80;

/** MANAGE SECURITY ENVIRONMENT, SET (ISO/IEC 7816-4, 11.5.11): the algorithm (80) and the key (83, or 84 for private). */
export const manageSecurityEnvironment: Series8Command = (state, { p1, p2, data }) => {
  const purpose = p2 === digitalSignatureTemplate ? "signature" : "confidentiality";
  if (p1 !== setForComputation || (p2 !== digitalSignatureTemplate && p2 !== confidentialityTemplate)) {
    return status(StatusWord.WRONG_P1_P2);
  }
  const template = decodeTlvs(data);
  const algorithm = findTlv(template, 0x80) ?? Uint8Array.of(rsaPkcs1);
  const key = findTlv(template, 0x83) ?? findTlv(template, 0x84);
  const [reference] = key ?? [];
  if (reference === undefined || key?.length !== 1) return status(StatusWord.WRONG_DATA);
  if (algorithm.length !== 1 || algorithm[0] !== rsaPkcs1) return status(StatusWord.WRONG_DATA);
  if (!state.isKeyPlace(reference | localKey)) return status(StatusWord.REFERENCE_NOT_FOUND);
  state.environment[purpose] = reference | localKey;
  return success();
};
