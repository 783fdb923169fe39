/** Upper-case hexadecimal, two digits a byte, no separators. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex").toUpperCase();
}

/** Reads hexadecimal of either case; white space between bytes is ignored. Throws a RangeError on anything else. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/\s+/g, "");
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits))
    throw new RangeError("not a string of hexadecimal bytes");
  return new Uint8Array(Buffer.from(digits, "hex"));
}
