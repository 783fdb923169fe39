import { decodeTlvs, encodeTlv, findTlv, MalformedTlvError } from "../iso7816/index.ts";

/** An application template of EF.DIR (ISO/IEC 7816-4, 8.2.1.1; PKCS #15 v1.1, 5.4): BER-TLV of the application class. */
export interface ApplicationTemplate {
  readonly aid: Uint8Array;
  readonly label?: string;
  /** The path of the application's directory. */
  readonly path?: Uint8Array;
}

export function encodeApplicationTemplate({ aid, label, path }: ApplicationTemplate): Uint8Array {
  return encodeTlv(0x61, [
    encodeTlv(0x4f, aid),
    ...(label === undefined ? [] : [encodeTlv(0x50, Buffer.from(label))]),
    ...(path === undefined ? [] : [encodeTlv(0x51, path)]),
  ]);
}

/** The templates in the content of EF.DIR, which may be padded. Throws MalformedTlvError. */
export function decodeApplicationDirectory(content: Uint8Array): ApplicationTemplate[] {
  return decodeTlvs(content)
    .filter(({ tag }) => tag === 0x61)
    .map(({ value }) => {
      const fields = decodeTlvs(value);
      const [aid, label, path] = [0x4f, 0x50, 0x51].map((tag) => findTlv(fields, tag));
      if (aid === undefined) throw new MalformedTlvError("an application template has no identifier");
      return { aid, ...(label && { label: Buffer.from(label).toString() }), ...(path && { path }) };
    });
}
