/**
 * One field of a form (application/x-www-form-urlencoded) as separate bytes, so that a secret never becomes a string,
 * which cannot be overwritten. Undefined if the form has no such field.
 */
export function formField(form: Uint8Array, name: string): Uint8Array | undefined {
  const bytes = Buffer.from(form.buffer, form.byteOffset, form.byteLength);
  const prefix = Buffer.from(`${name}=`);
  for (let start = 0; start <= bytes.length;) {
    const next = bytes.indexOf("&", start);
    const end = next === -1 ? bytes.length : next;
    const field = bytes.subarray(start, end);
    if (field.subarray(0, prefix.length).equals(prefix)) return decode(field.subarray(prefix.length));
    start = end + 1;
  }
  return undefined;
}

function decode(encoded: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(encoded.length);
  let length = 0;
  for (let at = 0; at < encoded.length; at++) {
    const byte = encoded[at] ?? 0;
    const code = byte === 0x25 ? hexDigits(encoded[at + 1], encoded[at + 2]) : undefined;
    if (code !== undefined) at += 2;
    decoded[length++] = code ?? (byte === 0x2b ? 0x20 : byte);
  }
  const value = decoded.slice(0, length);
  decoded.fill(0);
  return value;
}

function hexDigits(high: number | undefined, low: number | undefined): number | undefined {
  const code = Number.parseInt(String.fromCharCode(high ?? 0x2e, low ?? 0x2e), 16);
  return /^[0-9a-f]{2}$/i.test(String.fromCharCode(high ?? 0x2e, low ?? 0x2e)) ? code : undefined;
}
