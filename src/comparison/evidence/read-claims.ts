import { statSync, readFileSync } from "node:fs";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { type Claims } from "./evidence.ts";
import { isJson, type Json } from "./json.ts";
import { decodeText } from "../../foundation/decode-text.ts";

/** A token, a token response or a userinfo is a few kilobytes. */
const mostBytes = 1024 * 1024;

/** Reads a file with one JWT, or with JSON. Throws COMPARE_INPUT_INVALID. */
export function readClaims(file: string): Claims {
  const text = readInput(file);
  const claims = claimsOf(text);
  if (claims === undefined) throw invalid(file, "it has neither a JSON Web Token nor a JSON object");
  return claims;
}

/** Reads a file with a token response. Throws COMPARE_INPUT_INVALID. */
export function readTokenResponse(file: string): Json {
  const value = parsed(readInput(file));
  if (!isJson(value)) throw invalid(file, "it has no JSON object");
  return value;
}

/** A JWT's header and payload, unverified, or the claims in a JSON object. Undefined for anything else. */
export function claimsOf(text: unknown): Claims | undefined {
  if (typeof text !== "string") return undefined;
  const trimmed = text.trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]*$/.test(trimmed)) {
    const [header, claims] = trimmed.split(".", 2).map((part) => parsed(Buffer.from(part, "base64url").toString()));
    return isJson(header) && isJson(claims) ? { header, claims } : undefined;
  }
  const value = parsed(trimmed);
  return isJson(value) ? { header: undefined, claims: value } : undefined;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function readInput(file: string): string {
  try {
    const { size } = statSync(file);
    if (size > mostBytes) throw new RangeError(`it has ${size} bytes, more than ${mostBytes}`);
    return decodeText(readFileSync(file));
  } catch (cause) {
    throw invalid(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

export function invalid(file: string, reason: string, cause?: unknown): TestkitError {
  return new TestkitError("COMPARE_INPUT_INVALID", { file, reason }, { cause });
}
