import { z } from "zod";
import { safeParse } from "../../../foundation/safe-parse.ts";

const shape = z.object({
  algorithm: z.enum(["RS1", "RS256"]),
  requestType: z.literal(1),
  version: z.literal(1),
  flags: z.int(),
  payloads: z
    .array(z.object({ id: z.string().max(200), payload: z.string() }))
    .min(1)
    .max(100),
});

/** What a page asks to be signed, as the README of NHSDigital/nhs-credential-manager-prescription-signing has it. */
export type SigningRequest = z.infer<typeof shape>;

/** Reads the argument of requestToSign: base64 of JSON. Undefined where it is anything else. */
export function parseSigningRequest(argument: unknown): SigningRequest | undefined {
  const text = safeParse(z.base64().min(1).max(1_000_000), argument);
  if (!text.success) return undefined;
  try {
    const json: unknown = JSON.parse(Buffer.from(text.data, "base64").toString("utf8"));
    return safeParse(shape, json).data;
  } catch {
    return undefined;
  }
}
