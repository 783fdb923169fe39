/** Every passcode and unblocking code is padded to this length, which the card's policy announces. */
export const paddedLength = 8;
export const shortestLength = 4;
const padding = 0xff;
const lengthsNow = /^\d{6,8}$/;
const lengthsEver = /^[0-9A-Za-z]{4,8}$/;

/** A passcode without its padding; undefined if the bytes are none that the card could ever have held. */
export function readPasscode(bytes: Uint8Array): Uint8Array | undefined {
  const end = bytes.findLastIndex((byte) => byte !== padding) + 1;
  const value = bytes.subarray(0, end);
  return bytes.length <= paddedLength && isLegacyPasscode(value) ? value : undefined;
}

/** 4 to 8 letters and digits: what cards held before the rule of July 2023, and hold until it is changed. */
export function isLegacyPasscode(value: Uint8Array): boolean {
  return lengthsEver.test(Buffer.from(value).toString("latin1"));
}

/** 6 to 8 digits: what may be set since July 2023. */
export function isSettablePasscode(value: Uint8Array): boolean {
  return lengthsNow.test(Buffer.from(value).toString("latin1"));
}
