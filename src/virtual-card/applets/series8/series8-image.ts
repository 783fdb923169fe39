import { z } from "zod";
import { formatReference, privateKeySchema } from "../../secrets/key-ring.ts";
import { referenceDataSchema } from "../../secrets/reference-data.ts";
import { fileSchema } from "./file-system/file.ts";
import { masterFile } from "./file-system/file-system.ts";

/** The references a key of the application can have (OpenSC, authentic.h: AUTHENTIC_V3_CRYPTO_OBJECT_REF_MIN and _MAX). */
const keyReferences = Array.from({ length: 0x7f }, (_, index) => formatReference(0x81 + index));
const path = z.string().regex(/^3F00([0-9A-F]{4})*$/, "must be a path from 3F00 on, in upper-case hexadecimal");

/** The state of a series 8 card's application. Binary values are in base64. */
export const series8ImageSchema = z.strictObject({
  type: z.literal("series8"),
  /** The passcode has reference 1, the unblocking code 2. */
  references: z.strictObject({ pin: referenceDataSchema, puk: referenceDataSchema }),
  /** Of the chip, as the production data (CPLC) give it: 4 bytes in hexadecimal. */
  chipSerialNumber: z.string().regex(/^[0-9A-F]{8}$/, "must be 8 upper-case hexadecimal digits"),
  /** PKCS #8 keys by their reference, e.g. 81. */
  keys: z.partialRecord(z.enum(keyReferences), privateKeySchema("rsa-2048")),
  /** The files by their path, e.g. 3F0050155031. */
  files: z
    .record(path, fileSchema)
    .refine((files) => files[masterFile]?.type === "df", { message: "must have the MF, 3F00" }),
});

export type Series8Image = z.infer<typeof series8ImageSchema>;
