import type { Certificate } from "../../pki/index.ts";

export interface RenewalNotice {
  readonly code: "CERTIFICATE_EXPIRING";
  /** ISO 8601. */
  readonly notAfter: string;
}

const dayMs = 24 * 60 * 60 * 1000;

/** The notice that the card has to be renewed, within so many days before its certificate expires. */
export function renewalNotice({ notAfter }: Pick<Certificate, "notAfter">, now: Date, days: number): RenewalNotice[] {
  const left = notAfter.getTime() - now.getTime();
  return left <= days * dayMs ? [{ code: "CERTIFICATE_EXPIRING", notAfter: notAfter.toISOString() }] : [];
}
