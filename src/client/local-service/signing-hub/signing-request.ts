import { z } from "zod";
import { safeParse } from "../../../foundation/safe-parse.ts";

const shape = z.object({
  algorithm: z.enum(["RS1", "RS256"]),
  requestType: z.literal(1).optional(),
  version: z.literal(1).optional(),
  flags: z.int().optional(),
  payloads: z
    .array(z.object({ id: z.string().max(200), payload: z.string().min(1) }))
    .min(1)
    .max(100),
});

/** What a page asks to be signed: the bytes of each payload. */
export interface SigningRequest {
  readonly algorithm: "RS1" | "RS256";
  readonly payloads: readonly { readonly id: string; readonly bytes: Uint8Array }[];
}

export interface SigningRequestOptions {
  /** Sign a payload that is no base64 as text in UTF-8, instead of refusing it. */
  readonly textPayloads?: boolean | undefined;
}

/**
 * Reads the argument of requestToSign: base64 of the JSON in the README of NHSDigital/nhs-credential-manager-prescription-signing,
 * or a JWT with the payloads and the algorithm alone, as the NHS's prescribing tool sends it. A JWT's own signature is the
 * prescribing system's and is not checked: its key is not known here. Undefined if it is anything else.
 */
export function parseSigningRequest(
  argument: unknown,
  { textPayloads = false }: SigningRequestOptions = {},
): SigningRequest | undefined {
  const text = safeParse(z.string().min(1).max(1_000_000), argument);
  const request = text.success ? safeParse(shape, claimsOfJwt(text.data) ?? jsonOfBase64(text.data)) : undefined;
  if (!request?.success) return undefined;
  const { algorithm, payloads } = request.data;
  const decoded = payloads.map(({ id, payload }) => ({ id, bytes: bytesOf(payload, textPayloads) }));
  return decoded.every(isWhole) ? { algorithm, payloads: decoded } : undefined;
}

function isWhole(payload: { id: string; bytes: Uint8Array | undefined }): payload is { id: string; bytes: Uint8Array } {
  return payload.bytes !== undefined;
}

function bytesOf(payload: string, asText: boolean): Uint8Array | undefined {
  if (safeParse(z.base64(), payload).success) return Buffer.from(payload, "base64");
  return asText ? Buffer.from(payload, "utf8") : undefined;
}

function claimsOfJwt(text: string): unknown {
  const [, header, claims] = /^([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(text) ?? [];
  if (header === undefined || claims === undefined) return undefined;
  const { success } = safeParse(z.looseObject({ alg: z.literal("RS512") }), jsonOf(Buffer.from(header, "base64url")));
  return success ? jsonOf(Buffer.from(claims, "base64url")) : undefined;
}

function jsonOfBase64(text: string): unknown {
  return safeParse(z.base64(), text).success ? jsonOf(Buffer.from(text, "base64")) : undefined;
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}
