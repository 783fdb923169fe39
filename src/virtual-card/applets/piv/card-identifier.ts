import { createHash } from "node:crypto";
import { decodeTlvs, findTlv, formatTag, fromHex, MalformedTlvError, toHex } from "../../../iso7816/index.ts";
import { tags } from "./data-objects.ts";
import type { PivImage } from "./piv-image.ts";

/** CHUID fields (SP 800-73-4, Part 1, Table 9). */
const guidTag = 0x34;
const fascNTag = 0x30;

/**
 * The GUID of a card with this number: the number itself if it is 32 hexadecimal digits, else a UUID of version 8
 * (RFC 9562, 5.8) made from it, so that a card keeps its GUID when it is issued again.
 */
export function guidOf(cardNumber: string): Uint8Array {
  if (/^[0-9A-Fa-f]{32}$/.test(cardNumber)) return fromHex(cardNumber);
  const guid = Uint8Array.from(hashOf(cardNumber).subarray(0, 16));
  guid[6] = ((guid[6] ?? 0) & 0x0f) | 0x80;
  guid[8] = ((guid[8] ?? 0) & 0x3f) | 0x80;
  return guid;
}

export function hashOf(cardNumber: string): Buffer {
  return createHash("sha256").update(`cis2-testkit card ${cardNumber}`).digest();
}

/** What a client reads as the card's serial, from the CHUID that is on it now; undefined if it has none. */
export function pivSerial({ objects }: PivImage): string | undefined {
  const stored = objects[formatTag(tags.cardHolderUniqueIdentifier)];
  if (stored === undefined) return undefined;
  try {
    const fields = decodeTlvs(Buffer.from(stored, "base64"));
    const guid = findTlv(fields, guidTag);
    const identifier = guid?.some((byte) => byte !== 0) ? guid : findTlv(fields, fascNTag);
    return identifier === undefined || identifier.length === 0 ? undefined : toHex(identifier);
  } catch (error) {
    if (error instanceof MalformedTlvError) return undefined;
    throw error;
  }
}
