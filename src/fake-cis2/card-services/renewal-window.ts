import type { Certificate } from "../../pki/index.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** When a card may begin to renew itself: so many days before the last second of its certificate. */
export function renewalOpensAt({ notAfter }: Pick<Certificate, "notAfter">, days: number): Date {
  return new Date(notAfter.getTime() - days * dayMs);
}
