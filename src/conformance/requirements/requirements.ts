import { z } from "zod";
import { readDataFile } from "../../foundation/data-file.ts";

const requirementSchema = z.strictObject({
  /** Stable: never renamed, never reused. */
  id: z.string().regex(/^[A-Z][A-Z0-9]*-\d{2}$/),
  area: z.enum([
    "sign-in",
    "roles",
    "card",
    "lifecycle",
    "client",
    "cis1",
    "provider",
    "api-platform",
    "relying-party",
  ]),
  /** What is required, in our own words. */
  requirement: z.string().min(10),
  /** The public page, specification section or code it rests on. */
  source: z.string().min(5),
  /** FACT: the source says it. SPEC: a specification says it. INFERENCE: our reading. */
  basis: z.enum(["FACT", "SPEC", "INFERENCE"]),
  note: z.string().optional(),
  /** Why no scenario can test it; absent if one does. */
  notTestable: z.string().min(10).optional(),
});

const tableSchema = z
  .strictObject({ $comment: z.string(), requirements: z.array(requirementSchema).min(1) })
  .refine(({ requirements }) => new Set(requirements.map(({ id }) => id)).size === requirements.length, {
    error: "two requirements share an id",
  });

export type Requirement = z.infer<typeof requirementSchema>;

/** The requirements table, in its own order. Throws DATA_FILE_INVALID naming the field. */
export function loadRequirements(file = new URL("requirements.json", import.meta.url)): readonly Requirement[] {
  return readDataFile(file, tableSchema).requirements;
}
