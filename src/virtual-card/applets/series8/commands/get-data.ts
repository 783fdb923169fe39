import { encodeTlv, fromHex, StatusWord } from "../../../../iso7816/index.ts";
import { status, success } from "../../../card/applet.ts";
import { encodeAccessRules, type AccessRule } from "../file-system/access-rule.ts";
import { paddedLength, shortestLength } from "../passcode-format.ts";
import { pinReference, pukReference, type Series8State } from "../series8-state.ts";
import type { Series8Command } from "./command.ts";

const productionData = 0x9f7f;
const credential = 0x5f00;

/** GET DATA (ISO/IEC 7816-4, 11.4.3) of the card production life cycle data, or of a passcode's policy. */
export const getData: Series8Command = (state, { p1, p2, data }) => {
  if (data.length > 0) return status(StatusWord.WRONG_LENGTH);
  const tag = (p1 << 8) | p2;
  if (tag === productionData) return success(encodeTlv(productionData, productionLifeCycle(state)));
  if (tag === (credential | pinReference)) return success(policy(tag, state.profile.retryLimits.pin, pinRules));
  if (tag === (credential | pukReference)) return success(policy(tag, state.profile.retryLimits.puk, pukRules));
  return status(StatusWord.REFERENCE_NOT_FOUND);
};

/** The five rules of a credential: to VERIFY, RESET, CHANGE, MODIFY and DELETE it. */
const pinRules: readonly AccessRule[] = ["always", "puk", "pin", "never", "never"];
const pukRules: readonly AccessRule[] = ["always", "never", "puk", "never", "never"];

/** A credential's policy, as OpenSC's driver reads it (card-authentic.c, authentic_parse_credential_data). */
function policy(tag: number, triesLimit: number, rules: readonly AccessRule[]): Uint8Array {
  return encodeTlv(tag, [
    encodeTlv(0x91, Uint8Array.of(triesLimit)),
    encodeTlv(0x80, Uint8Array.of(0x00)),
    encodeTlv(0x86, encodeAccessRules(rules)),
    encodeTlv(0xa1, [encodeTlv(0x83, Uint8Array.of(paddedLength)), encodeTlv(0x84, Uint8Array.of(shortestLength))]),
  ]);
}

/** CPLC (GlobalPlatform Card Specification 2.1.1, tag 9F7F): 42 bytes. Only the chip's serial number is filled. */
function productionLifeCycle({ image }: Series8State): Uint8Array {
  const data = new Uint8Array(42);
  data.set(fromHex(image.chipSerialNumber), 12);
  return data;
}
