import { z } from "zod";
import { encodeTlv, fromHex } from "../../../../iso7816/index.ts";
import { accessRuleSchema, encodeAccessRules } from "./access-rule.ts";

/** A dedicated file: a directory, which may have a name (an application identifier). */
const dedicatedFileSchema = z.strictObject({
  type: z.literal("df"),
  name: z
    .string()
    .regex(/^([0-9A-F]{2}){1,16}$/, "must be 1 to 16 bytes in upper-case hexadecimal")
    .optional(),
  access: z.strictObject({ create: accessRuleSchema, delete: accessRuleSchema, crypto: accessRuleSchema }),
});

/** A transparent elementary file. Its size is that of its content. */
const elementaryFileSchema = z.strictObject({
  type: z.literal("ef"),
  access: z.strictObject({
    read: accessRuleSchema,
    delete: accessRuleSchema,
    update: accessRuleSchema,
    resize: accessRuleSchema,
  }),
  content: z.base64(),
});

export const fileSchema = z.discriminatedUnion("type", [dedicatedFileSchema, elementaryFileSchema]);

export type CardFile = z.infer<typeof fileSchema>;
export type ElementaryFile = z.infer<typeof elementaryFileSchema>;

/** A file where it is: its path is that of its identifiers from the MF on, in hexadecimal. */
export interface LocatedFile<File extends CardFile = CardFile> {
  readonly path: string;
  readonly file: File;
}

const controlInformation = 0x6f;
const controlParameters = 0x62;

/** What SELECT answers (ISO/IEC 7816-4, 7.4.3): the control parameters, in an FCI template or as an FCP template. */
export function describeFile({ path, file }: LocatedFile, template: "fci" | "fcp"): Uint8Array {
  const common = [
    encodeTlv(0x82, Uint8Array.of(file.type === "df" ? 0x38 : 0x01)),
    encodeTlv(0x83, fromHex(path.slice(-4))),
  ];
  const own = file.type === "df" ? describeDirectory(file) : describeContent(file);
  return encodeTlv(template === "fci" ? controlInformation : controlParameters, [...common, ...own]);
}

function describeDirectory({ name, access }: Extract<CardFile, { type: "df" }>): Uint8Array[] {
  const rules = encodeTlv(0x86, encodeAccessRules([access.create, access.delete, access.crypto]));
  return name === undefined ? [rules] : [encodeTlv(0x84, fromHex(name)), rules];
}

function describeContent({ access, content }: ElementaryFile): Uint8Array[] {
  const size = Buffer.from(content, "base64").length;
  return [
    encodeTlv(0x80, Uint8Array.of(size >> 8, size & 0xff)),
    encodeTlv(0x86, encodeAccessRules([access.read, access.delete, access.update, access.resize])),
  ];
}
