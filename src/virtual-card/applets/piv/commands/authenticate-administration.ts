import { encodeTlv, findTlv, StatusWord, type Tlv } from "../../../../iso7816/index.ts";
import { status, success, type Answer } from "../../../card/applet.ts";
import { challenge, dynamicAuthenticationTemplate, response, witness } from "../authentication-template.ts";
import type { PivState } from "../piv-state.ts";

/** GENERAL AUTHENTICATE with the administration key: single (81, then 82) or mutual (80, then 80 and 81). */
export function authenticateAdministration(state: PivState, algorithm: number, template: Tlv[] | undefined): Answer {
  const { administration } = state;
  if (state.contactless) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  if (!administration.accepts(algorithm)) return status(StatusWord.WRONG_P1_P2);
  if (template === undefined) return status(StatusWord.WRONG_DATA);
  const given = {
    witness: findTlv(template, witness),
    challenge: findTlv(template, challenge),
    response: findTlv(template, response),
  };
  if (given.witness !== undefined) return mutual(state, given.witness, given.challenge);
  if (given.challenge?.length === 0) return answer(challenge, administration.challenge());
  if (given.response === undefined || given.response.length === 0) return status(StatusWord.WRONG_DATA);
  return administration.prove("challenge", given.response)
    ? success()
    : status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
}

function mutual({ administration }: PivState, given: Uint8Array, hostChallenge: Uint8Array | undefined): Answer {
  if (given.length === 0) return answer(witness, administration.witness());
  if (hostChallenge?.length !== administration.blockSize) return status(StatusWord.WRONG_DATA);
  if (!administration.prove("witness", given)) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  return answer(response, administration.respond(hostChallenge));
}

function answer(tag: number, value: Uint8Array): Answer {
  return success(encodeTlv(dynamicAuthenticationTemplate, encodeTlv(tag, value)));
}
