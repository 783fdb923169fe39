import { decodeTlvs, findTlv, type Tlv } from "../../../iso7816/index.ts";

const templates: ReadonlySet<number> = new Set([0x6f, 0x62]);

/** What SELECT says of a file (ISO/IEC 7816-4, 7.4.3, Table 10). */
export interface FileControlInformation {
  /** How many data bytes a file has. */
  readonly size?: number;
  /** The name of a directory: the application's identifier. */
  readonly name?: Uint8Array;
}

/** Reads FCI and FCP templates, one in the other too. Throws MalformedTlvError. */
export function decodeFileControlInformation(answer: Uint8Array): FileControlInformation {
  const fields = flattened(decodeTlvs(answer));
  const size = findTlv(fields, 0x80);
  const name = findTlv(fields, 0x84);
  return {
    ...(size && { size: size.reduce((number, byte) => number * 0x100 + byte, 0) }),
    ...(name && { name }),
  };
}

function flattened(objects: readonly Tlv[]): Tlv[] {
  return objects.flatMap((object) => (templates.has(object.tag) ? flattened(decodeTlvs(object.value)) : [object]));
}
