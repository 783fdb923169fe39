import { decodeJwt, decodeProtectedHeader } from "jose";

/** A JWT before its signature is checked: nothing in it can be relied on. */
export interface UnverifiedJwt {
  readonly compact: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Splits and decodes a compact JWT. Returns undefined if it is not one. */
export function readJwt(compact: string): UnverifiedJwt | undefined {
  try {
    return { compact, header: { ...decodeProtectedHeader(compact) }, payload: decodeJwt(compact) };
  } catch {
    return undefined;
  }
}
