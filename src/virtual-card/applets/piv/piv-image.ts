import { z } from "zod";
import { formatTag } from "../../../iso7816/index.ts";
import { formatReference, privateKeySchema } from "../../secrets/key-ring.ts";
import { referenceDataSchema } from "../../secrets/reference-data.ts";
import { administrationAlgorithms, blockCiphers } from "./algorithms.ts";
import { dataObjects } from "./data-objects.ts";
import { keyRules } from "./key-references.ts";

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
  keys: z.partialRecord(
    z.enum([...keyRules.keys()].map(formatReference)),
    privateKeySchema("rsa-2048", "rsa-3072", "p-256", "p-384"),
  ),
  /** The content of data objects by their tag, e.g. 5FC105, without the 53 around them. */
  objects: z.partialRecord(z.enum([...dataObjects.keys()].map(formatTag)), z.base64()),
});

export type PivImage = z.infer<typeof pivImageSchema>;
