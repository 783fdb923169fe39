import { decodeTlvs, findTlv, MalformedTlvError, type Tlv } from "../../../iso7816/index.ts";

const templates: ReadonlySet<number> = new Set([0x6f, 0x62]);
/** An FCI with an FCP in it. */
const deepest = 2;

/** What SELECT says of a file (ISO/IEC 7816-4, 7.4.3, Table 10). */
export interface FileControlInformation {
  /** How many data bytes a file has. */
  readonly size?: number;
  /** The name of a directory: the application's identifier. */
  readonly name?: Uint8Array;
}

/** Reads FCI and FCP templates, one in the other too but no deeper. Throws MalformedTlvError. */
export function decodeFileControlInformation(answer: Uint8Array): FileControlInformation {
  const fields = flattened(decodeTlvs(answer));
  const size = findTlv(fields, 0x80);
  const name = findTlv(fields, 0x84);
  return {
    ...(size && { size: size.reduce((number, byte) => number * 0x100 + byte, 0) }),
    ...(name && { name }),
  };
}

function flattened(objects: readonly Tlv[], depth = 0): Tlv[] {
  return objects.flatMap((object) => {
    if (!templates.has(object.tag)) return [object];
    if (depth === deepest) throw new MalformedTlvError("templates are nested too deep");
    return flattened(decodeTlvs(object.value), depth + 1);
  });
}
