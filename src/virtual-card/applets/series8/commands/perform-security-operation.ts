import { StatusWord } from "../../../../iso7816/index.ts";
import { status, success, type Answer } from "../../../card/applet.ts";
import type { PrivateKey } from "../../../secrets/private-key.ts";
import { messageOf, signatureBlock } from "../rsa-padding.ts";
import type { Series8State } from "../series8-state.ts";
import type { Series8Command } from "./command.ts";

const computeDigitalSignature = 0x9e9a;
const decipher = 0x8086;

/** PERFORM SECURITY OPERATION (ISO/IEC 7816-8, 11) with the key the security environment names, once the passcode is verified. */
export const performSecurityOperation: Series8Command = (state, { p1, p2, data }) => {
  switch ((p1 << 8) | p2) {
    case computeDigitalSignature:
      return withKey(state, state.environment.signature, (key) => {
        const block = signatureBlock(data, key.size);
        return block && key.rsa(block);
      });
    case decipher:
      return withKey(state, state.environment.confidentiality, (key) => {
        const block = data.length === key.size ? key.rsa(data) : undefined;
        return block && messageOf(block);
      });
    default:
      return status(StatusWord.WRONG_P1_P2);
  }
};

function withKey(
  state: Series8State,
  reference: number | undefined,
  operate: (key: PrivateKey) => Uint8Array | undefined,
): Answer {
  const key = reference === undefined ? undefined : state.keys.get(reference);
  if (key === undefined) return status(StatusWord.CONDITIONS_NOT_SATISFIED);
  if (!state.pin.verified) return status(StatusWord.SECURITY_STATUS_NOT_SATISFIED);
  const result = operate(key);
  return result === undefined ? status(StatusWord.WRONG_DATA) : success(result);
}
