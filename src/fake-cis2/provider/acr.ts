import type { Settings } from "../settings/settings.ts";

/**
 * The acr of an ID token: the first of the requested acr_values that the way of signing in satisfies. acr_values is a
 * voluntary request (OpenID Connect Core 5.5.1.1), so where none is satisfied the default is reported.
 */
export function acrFor(requested: string | undefined, amr: readonly string[] | undefined, settings: Settings): string {
  const client = settings.amr["identity-agent"].join() === amr?.join() ? "identity-agent" : "smartcard-connect";
  const satisfied = new Set(settings.acrBySmartcard[client]);
  return requested?.split(" ").find((value) => satisfied.has(value)) ?? settings.defaultAcr;
}
