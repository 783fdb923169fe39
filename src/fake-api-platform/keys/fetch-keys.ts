import { z } from "zod";
import { readBytesUpTo } from "../../foundation/read-bytes.ts";
import { safeParse } from "../../foundation/safe-parse.ts";
import type { PublicKeys } from "../jwt/verify-signature.ts";

const timeoutMs = 55_000;
const largest = 1_048_576;
const keySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Reads JSON over HTTP. Rejects if the address cannot be reached, the status is an error, or more than a megabyte comes. */
export async function fetchJson(address: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await fetch(address, {
    headers: { "user-agent": "APIM", accept: "application/json", ...headers },
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`${address} answered ${response.status}`);
  }
  const body = await readBytesUpTo(response.body ?? [], largest);
  if (body === undefined) throw new Error(`${address} answered more than ${largest} bytes`);
  return JSON.parse(Buffer.from(body).toString("utf8")) as unknown;
}

/** The keys of a JWKS, or none if it is not one. */
export function keysOf(json: unknown): PublicKeys {
  const parsed = safeParse(keySet, json);
  return parsed.success ? parsed.data.keys : [];
}
