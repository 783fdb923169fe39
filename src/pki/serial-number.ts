/** At most 20 bytes (RFC 5280 4.1.2.2), of which a leading zero byte can be for the sign. */
const mostDigits = 42;

/**
 * A certificate's serial number in one form, lower-case hexadecimal of whole bytes without leading zero bytes, whichever of
 * OpenSSL's forms it comes in: `0A:BC`, `0xABC`, `serial=0ABC`. Undefined if it is none of them.
 */
export function canonicalSerialNumber(text: string): string | undefined {
  const digits = text
    .trim()
    .replace(/^serial=/i, "")
    .replace(/^0x/i, "");
  const joined = /^[0-9a-f]{1,2}(:[0-9a-f]{2})+$/i.test(digits) ? digits.replaceAll(":", "") : digits;
  if (!/^[0-9a-f]+$/i.test(joined) || joined.length > mostDigits) return undefined;
  const whole = joined.toLowerCase().padStart(joined.length + (joined.length % 2), "0");
  return whole.replace(/^(?:00)+(?=[0-9a-f]{2})/, "");
}
