import { createPublicKey, type KeyObject } from "node:crypto";
import { decodeTlv, decodeTlvs, findTlv } from "../../../iso7816/index.ts";

const modulusLength = 256;

/**
 * The RSA-2048 key in what GENERATE ASYMMETRIC KEY PAIR answered: modulus (81) and exponent (82) in 7F49
 * (ISO/IEC 7816-8, table 4). Undefined if there is none: what came over the relay is anybody's.
 */
export function generatedKey(answer: Uint8Array): KeyObject | undefined {
  try {
    const fields = decodeTlvs(decodeTlv(answer).value);
    const [modulus, exponent] = [0x81, 0x82].map((tag) => findTlv(fields, tag));
    if (modulus?.length !== modulusLength || exponent === undefined) return undefined;
    const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
    return createPublicKey({ key: { kty: "RSA", n: base64(modulus), e: base64(exponent) }, format: "jwk" });
  } catch {
    return undefined;
  }
}
