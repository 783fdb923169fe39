import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a secret is the one that was expected. Takes as long wherever they differ, whatever their lengths. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
