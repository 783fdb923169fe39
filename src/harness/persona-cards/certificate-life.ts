import type { Persona } from "../../fake-cis2/index.ts";
import { threeYearsFrom } from "../../pki/index.ts";

const dayMs = 24 * 60 * 60 * 1000;

export interface CertificateLife {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * When a persona's certificates start and end. The persona file counts in days from now; the days are whole ones (UTC),
 * so that every process makes the same certificates on the same day.
 */
export function certificateLife(certificate: Persona["card"]["certificate"], now: Date): CertificateLife {
  const today = Math.floor(now.getTime() / dayMs);
  if ("expiresInDays" in certificate) return endingAt(new Date((today + certificate.expiresInDays) * dayMs));
  const start = "startsInDays" in certificate ? today + certificate.startsInDays : today - certificate.issuedDaysAgo;
  const notBefore = new Date(start * dayMs);
  return { notBefore, notAfter: threeYearsFrom(notBefore) };
}

/** Three years, the last second of which is the one before `end`. */
function endingAt(end: Date): CertificateLife {
  const notBefore = new Date(end);
  notBefore.setUTCFullYear(end.getUTCFullYear() - 3);
  return { notBefore, notAfter: new Date(end.getTime() - 1000) };
}
