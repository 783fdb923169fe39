export const pinLength = 8;
const padding = 0xff;

/** Whether eight bytes are a PIN: 6 to 8 ASCII digits, filled up with FF (SP 800-73-4, Part 2, 2.4.3). */
export function isPin(bytes: Uint8Array): boolean {
  if (bytes.length !== pinLength) return false;
  const firstPad = bytes.indexOf(padding);
  const digits = firstPad === -1 ? bytes : bytes.subarray(0, firstPad);
  return (
    digits.length >= 6 &&
    digits.every((byte) => byte >= 0x30 && byte <= 0x39) &&
    bytes.subarray(digits.length).every((byte) => byte === padding)
  );
}

/** A passcode as it goes to the card: its bytes, filled up with FF to eight. */
export function padPin(passcode: string): Uint8Array {
  const bytes = new Uint8Array(pinLength).fill(padding);
  bytes.set(Buffer.from(passcode, "latin1").subarray(0, pinLength));
  return bytes;
}
