import { AsnParser, AsnSerializer } from "@peculiar/asn1-schema";
import { RememberedReadings } from "../foundation/remembered-readings.ts";
import { decodeTlvs, encodeTlv } from "../iso7816/index.ts";

/** The bytes of an elementary file are not what PKCS #15 has there. */
export class MalformedFileError extends Error {
  override readonly name = "MalformedFileError";
}

const universalSequence = 0x30;

/** One value in DER. */
export function encodeValue(value: object): Uint8Array {
  return new Uint8Array(AsnSerializer.serialize(value));
}

/** The content of a directory file: its values one after the other, with no sequence around them (PKCS #15 v1.1, 6.2). */
export function encodeDirectoryFile(values: readonly object[]): Uint8Array {
  return Buffer.concat(values.map(encodeValue));
}

type Tags = "sequence" | "any";
const remembered = { sequence: new WeakMap<object, Directories>(), any: new WeakMap<object, Directories>() };
type Directories = RememberedReadings<readonly object[]>;

/**
 * The values of a directory file, which may be padded with 00 or FF. Entries of other tags (other kinds of keys or
 * certificates) are passed over unless `tags` is "any". Throws MalformedFileError, or MalformedTlvError. Files
 * that were read last are remembered, so that callers share the values and must not change them.
 */
export function decodeDirectoryFile<T extends object>(
  content: Uint8Array,
  type: new () => T,
  tags: Tags = "sequence",
): readonly T[] {
  const known = remembered[tags].get(type) ?? new RememberedReadings<readonly object[]>(16);
  remembered[tags].set(type, known);
  return known.get(content, (bytes) => readDirectory(bytes, type, tags)) as readonly T[];
}

function readDirectory<T>(content: Uint8Array, type: new () => T, tags: Tags): readonly T[] {
  return decodeTlvs(content)
    .filter(({ tag }) => tags === "any" || tag === universalSequence)
    .map(({ tag, value }) => decodeValue(encodeTlv(tag, value), type));
}

/** One value out of BER. Throws MalformedFileError. */
export function decodeValue<T>(bytes: Uint8Array, type: new () => T): T {
  try {
    return AsnParser.parse(bytes, type);
  } catch (cause) {
    throw new MalformedFileError(`not a ${type.name} of PKCS #15`, { cause });
  }
}
