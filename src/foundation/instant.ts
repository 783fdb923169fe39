/**
 * Reads an instant strictly: `2026-01-31T12:00:00Z`, with an offset instead of Z, without seconds or with fractions of them,
 * or a day alone, which is its first moment in UTC (RFC 3339). Undefined for anything else, and for days that do not exist,
 * which the language moves into the next month.
 */
export function parseInstant(text: string): Date | undefined {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)))?$/.exec(text) ?? [];
  if (day === undefined) return undefined;
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return undefined;
  const instant = time === undefined ? midnight : new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}

/** Whether a certificate can say it: two digits of the year mean 1950 to 2049, four go as far as 9999 (RFC 5280 4.1.2.5). */
export function isCertificateTime(instant: Date): boolean {
  const year = instant.getUTCFullYear();
  return year >= 1950 && year <= 9999;
}
