import type { Certificate } from "../certificate.ts";

export type Validity = "valid" | "not-yet-valid" | "expired";

/** RFC 5280 section 4.1.2.5: both ends belong to the period, and its unit is the second. */
export function validityAt({ notBefore, notAfter }: Pick<Certificate, "notBefore" | "notAfter">, at: Date): Validity {
  const second = Math.floor(at.getTime() / 1000) * 1000;
  if (second < notBefore.getTime()) return "not-yet-valid";
  return second > notAfter.getTime() ? "expired" : "valid";
}

/** The last second of the three years a smartcard certificate lives (NHS: "must be renewed every 3 years"). */
export function threeYearsFrom(notBefore: Date): Date {
  const end = new Date(notBefore);
  end.setUTCFullYear(end.getUTCFullYear() + 3, end.getUTCMonth(), end.getUTCDate());
  // 29 February has no third anniversary: the last day is then 28 February, not 1 March.
  if (end.getUTCMonth() !== notBefore.getUTCMonth()) end.setUTCDate(0);
  return new Date(end.getTime() - 1000);
}
