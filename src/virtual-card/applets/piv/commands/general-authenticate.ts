import { decodeTlv, decodeTlvs, encodeTlv, findTlv, StatusWord, type Tlv } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import { isEc, type PrivateKey } from "../../../secrets/private-key.ts";
import { keyAlgorithmOfId } from "../algorithms.ts";
import { administrationKeyReference, keyRules, type KeyRule } from "../key-references.ts";
import type { PivState } from "../piv-state.ts";
import { challenge, dynamicAuthenticationTemplate, exponentiation, response } from "../authentication-template.ts";
import { authenticateAdministration } from "./authenticate-administration.ts";
import type { PivCommand } from "./command.ts";

/** GENERAL AUTHENTICATE (SP 800-73-4, Part 2, 3.2.4): P1 names the algorithm, P2 the key, the template the operation. */
export const generalAuthenticate: PivCommand = (state, { p1, p2, data }, { turn }) => {
  if (p2 === administrationKeyReference) return authenticateAdministration(state, p1, templateOf(data));
  const found = keyFor(state, p1, p2);
  if (typeof found === "number") return status(found);
  if (!state.admits(found.rule, turn)) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  const result = operate(found.key, found.rule, state, templateOf(data));
  if (result === undefined) return status(StatusWord.WRONG_DATA);
  return success(encodeTlv(dynamicAuthenticationTemplate, encodeTlv(response, result)));
};

/** The status word that a private-key command can be refused with before its data is whole. */
export function refusalBeforeData(
  state: PivState,
  algorithm: number,
  reference: number,
  turn: number,
): number | undefined {
  if (reference === administrationKeyReference) return undefined;
  const found = keyFor(state, algorithm, reference);
  if (typeof found === "number") return found;
  return state.admits(found.rule, turn) ? undefined : StatusWord.SECURITY_STATUS_NOT_SATISFIED;
}

function keyFor(state: PivState, algorithm: number, reference: number): { rule: KeyRule; key: PrivateKey } | number {
  const rule = keyRules.get(reference);
  const key = state.keys.get(reference);
  if (rule === undefined || key === undefined) return StatusWord.REFERENCE_NOT_FOUND;
  if (keyAlgorithmOfId(algorithm) !== key.algorithm) return StatusWord.WRONG_P1_P2;
  return { rule, key };
}

function templateOf(data: Uint8Array): Tlv[] | undefined {
  const template = decodeTlv(data);
  return template.tag === dynamicAuthenticationTemplate ? decodeTlvs(template.value) : undefined;
}

/** Signs, deciphers or agrees on a key; undefined if the template asks for something else, or gives wrong sizes. */
function operate(key: PrivateKey, rule: KeyRule, state: PivState, template: Tlv[] = []): Uint8Array | undefined {
  if (findTlv(template, response)?.length !== 0) return undefined;
  const input = findTlv(template, challenge);
  const point = findTlv(template, exponentiation);
  if (input !== undefined && point !== undefined) return undefined;
  const mayAgree = rule.purpose === "key-management" || state.profile.keyPurposes === "ignored";
  const maySign = rule.purpose === "signature" || state.profile.keyPurposes === "ignored";
  if (!isEc(key.algorithm)) return input?.length === key.size ? key.rsa(input) : undefined;
  if (point !== undefined) return mayAgree ? key.agree(point) : undefined;
  if (input === undefined || input.length === 0 || input.length > key.size || !maySign) return undefined;
  return key.ecdsa(input);
}
