import { decodeTlv, decodeTlvs } from "../../iso7816/index.ts";

/**
 * Turns the DER form of an ECDSA signature (RFC 3279, 2.2.3) into raw r || s (IEEE P1363), each of `fieldBytes` bytes.
 * Throws a RangeError or MalformedTlvError if the bytes are no such signature.
 */
export function rawEcdsaSignature(der: Uint8Array, fieldBytes: number): Uint8Array {
  const sequence = decodeTlv(der);
  if (sequence.tag !== 0x30) throw new RangeError("the signature is not a DER sequence");
  const [r, s, ...more] = decodeTlvs(sequence.value);
  if (r?.tag !== 0x02 || s?.tag !== 0x02 || more.length > 0) {
    throw new RangeError("the signature is not a sequence of two integers");
  }
  return Buffer.concat([fixedWidth(r.value, fieldBytes), fixedWidth(s.value, fieldBytes)]);
}

function fixedWidth(integer: Uint8Array, bytes: number): Uint8Array {
  const first = integer.findIndex((byte) => byte !== 0);
  const magnitude = first === -1 ? integer.subarray(integer.length) : integer.subarray(first);
  if (magnitude.length === 0 || magnitude.length > bytes) {
    throw new RangeError("a number of the signature does not fit the curve");
  }
  const padded = new Uint8Array(bytes);
  padded.set(magnitude, bytes - magnitude.length);
  return padded;
}
