import { createPrivateKey } from "node:crypto";
import { z } from "zod";
import { formatTag } from "../../../iso7816/index.ts";
import { algorithmOfKey } from "../../../pki/index.ts";
import { referenceDataSchema } from "../../common/reference-data.ts";
import { administrationAlgorithms, blockCiphers } from "./algorithms.ts";
import { dataObjects } from "./data-objects.ts";
import { formatReference, keyRules } from "./key-references.ts";

const privateKeySchema = z.base64().refine(isCardKey, "must be a PKCS #8 key: RSA-2048, RSA-3072, P-256 or P-384");

const administrationKeySchema = z
  .strictObject({ algorithm: z.enum(administrationAlgorithms), key: z.base64() })
  .refine(({ algorithm, key }) => Buffer.from(key, "base64").length === blockCiphers[algorithm].keySize, {
    path: ["key"],
    message: "has not the length of its algorithm",
  });

/** The state of the PIV application. Binary values are in base64. */
export const pivImageSchema = z.strictObject({
  type: z.literal("piv"),
  references: z.strictObject({
    pin: referenceDataSchema,
    puk: referenceDataSchema,
    globalPin: referenceDataSchema.optional(),
  }),
  administrationKey: administrationKeySchema,
  /** PKCS #8 keys by their reference, e.g. 9A. */
  keys: z.partialRecord(z.enum([...keyRules.keys()].map(formatReference)), privateKeySchema),
  /** The content of data objects by their tag, e.g. 5FC105, without the 53 around them. */
  objects: z.partialRecord(z.enum([...dataObjects.keys()].map(formatTag)), z.base64()),
});

export type PivImage = z.infer<typeof pivImageSchema>;

function isCardKey(pkcs8: string): boolean {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8, "base64"), format: "der", type: "pkcs8" });
    return algorithmOfKey(key) !== undefined;
  } catch {
    return false;
  }
}
