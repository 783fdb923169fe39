import { fromHex } from "../../../iso7816/index.ts";

/**
 * The serial number in the token information (PKCS #15 v1.1, 6.9): the number's digits as bytes if they are hexadecimal,
 * so that tools print what is printed on the card.
 */
export function tokenSerialNumber(cardNumber: string): Uint8Array {
  return /^([0-9A-Fa-f]{2})+$/.test(cardNumber) ? fromHex(cardNumber) : Buffer.from(cardNumber, "latin1");
}
