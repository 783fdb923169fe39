import { fromHex } from "../../../iso7816/index.ts";

const smallestPadding = 8;

/** What comes before a hash of this many bytes in a DigestInfo (RFC 8017, 9.2, note 1): SHA-1 and SHA-256. */
const digestInfoPrefixes: ReadonlyMap<number, Uint8Array> = new Map([
  [20, fromHex("3021300906052B0E03021A05000414")],
  [32, fromHex("3031300D060960864801650304020105000420")],
]);

/**
 * The block a card signs (RFC 8017, 9.2, EMSA-PKCS1-v1_5): a bare hash gets its DigestInfo, anything else is taken to
 * be one, or whatever the host wants signed in its place. Undefined if it does not fit.
 */
export function signatureBlock(input: Uint8Array, size: number): Uint8Array | undefined {
  const info = Buffer.concat([digestInfoPrefixes.get(input.length) ?? new Uint8Array(), input]);
  const padding = size - 3 - info.length;
  if (input.length === 0 || padding < smallestPadding) return undefined;
  return Buffer.concat([Buffer.of(0x00, 0x01), Buffer.alloc(padding, 0xff), Buffer.of(0x00), info]);
}

/** The message in a deciphered block (RFC 8017, 7.2.2, RSAES-PKCS1-v1_5); undefined if the padding is wrong. */
export function messageOf(block: Uint8Array): Uint8Array | undefined {
  const separator = block.indexOf(0x00, 2);
  const padded = block[0] === 0x00 && block[1] === 0x02 && separator >= 2 + smallestPadding;
  return padded ? block.subarray(separator + 1) : undefined;
}
