/**
 * A BER-TLV data object (ISO/IEC 7816-4, 5.2.2; X.690, 8.1). `tag` is the tag's bytes read as one big-endian number,
 * e.g. 0x5FC105, of at most four bytes.
 */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** The bytes are not a sequence of BER-TLV data objects; the message says what is wrong and at which byte. */
export class MalformedTlvError extends Error {
  override readonly name = "MalformedTlvError";
}

/** Encodes one data object with the shortest length form; a list of parts is the concatenation of its members. */
export function encodeTlv(tag: number, value: Uint8Array | readonly Uint8Array[]): Uint8Array {
  const parts = value instanceof Uint8Array ? [value] : value;
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [...tagBytes(tag), ...lengthBytes(size)];
  const bytes = new Uint8Array(head.length + size);
  bytes.set(head);
  let offset = head.length;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Reads a sequence of data objects. Bytes 00 and FF between them are padding without meaning and are skipped. */
export function decodeTlvs(bytes: Uint8Array): Tlv[] {
  const objects: Tlv[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    if (bytes[offset] === 0x00 || bytes[offset] === 0xff) {
      offset += 1;
      continue;
    }
    const tag = readTag(bytes, offset);
    const length = readLength(bytes, tag.next);
    const end = length.next + length.value;
    if (end > bytes.length) {
      throw new MalformedTlvError(
        `the value at byte ${length.next} has ${length.value} bytes, but the data ends first`,
      );
    }
    objects.push({ tag: tag.value, value: bytes.subarray(length.next, end) });
    offset = end;
  }
  return objects;
}

/** Reads bytes that must be exactly one data object. */
export function decodeTlv(bytes: Uint8Array): Tlv {
  const [only, ...more] = decodeTlvs(bytes);
  if (only === undefined || more.length > 0) {
    throw new MalformedTlvError(`expected one data object, found ${only === undefined ? 0 : more.length + 1}`);
  }
  return only;
}

/** The value of the first data object with this tag in a sequence; undefined if there is none. */
export function findTlv(objects: readonly Tlv[], tag: number): Uint8Array | undefined {
  return objects.find((object) => object.tag === tag)?.value;
}

/** Whether the value of a tag is itself a sequence of data objects (bit 6 of the first tag byte). */
export function isConstructed(tag: number): boolean {
  return ((tagBytes(tag)[0] ?? 0) & 0x20) !== 0;
}

/** A tag in hexadecimal, as the specifications write it: 7E, 5F2F, 5FC105. */
export function formatTag(tag: number): string {
  return tagBytes(tag)
    .map((byte) => byte.toString(16).toUpperCase().padStart(2, "0"))
    .join("");
}

function tagBytes(tag: number): number[] {
  if (!Number.isInteger(tag) || tag < 0 || tag > 0xffffffff) throw new RangeError("a tag has one to four bytes");
  const bytes = [tag >>> 24, (tag >>> 16) & 0xff, (tag >>> 8) & 0xff, tag & 0xff];
  const first = bytes.findIndex((byte) => byte !== 0);
  return first === -1 ? [0] : bytes.slice(first);
}

function lengthBytes(size: number): number[] {
  if (size < 0x80) return [size];
  if (size < 0x100) return [0x81, size];
  if (size < 0x10000) return [0x82, size >> 8, size & 0xff];
  if (size < 0x1000000) return [0x83, size >> 16, (size >> 8) & 0xff, size & 0xff];
  return [0x84, size >>> 24, (size >> 16) & 0xff, (size >> 8) & 0xff, size & 0xff];
}

interface Field {
  readonly value: number;
  readonly next: number;
}

function readTag(bytes: Uint8Array, start: number): Field {
  const first = byteAt(bytes, start);
  if ((first & 0x1f) !== 0x1f) return { value: first, next: start + 1 };
  let value = first;
  for (let offset = start + 1; offset < start + 4; offset += 1) {
    const byte = byteAt(bytes, offset);
    value = value * 0x100 + byte;
    if ((byte & 0x80) === 0) return { value, next: offset + 1 };
  }
  throw new MalformedTlvError(`the tag at byte ${start} has more than four bytes`);
}

function readLength(bytes: Uint8Array, start: number): Field {
  const first = byteAt(bytes, start);
  if (first < 0x80) return { value: first, next: start + 1 };
  const count = first & 0x7f;
  if (count < 1 || count > 4) {
    throw new MalformedTlvError(`the length at byte ${start} has the unsupported form ${first.toString(16)}`);
  }
  let value = 0;
  for (let offset = start + 1; offset <= start + count; offset += 1) value = value * 0x100 + byteAt(bytes, offset);
  return { value, next: start + 1 + count };
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new MalformedTlvError(`the data ends inside the object header at byte ${offset}`);
  return byte;
}
