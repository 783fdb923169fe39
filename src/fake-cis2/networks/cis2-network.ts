import type { NetworkName } from "../relying-parties/relying-party.ts";

/** Below the origin, as the live service has it. */
export const issuerPath = "/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare";

/** One network CIS2 is reached over: a listener of its own, with an origin and an issuer of its own. */
export interface Cis2Network {
  readonly network: NetworkName;
  /** Scheme, host and port, as browsers and relying parties know them. */
  readonly origin: string;
  readonly issuer: string;
}

/** The issuer somebody means who names it, or the origin it is at. What is no address is left as it is. */
export function issuerAt(address: string): string {
  const url = URL.parse(address);
  return url?.href === `${url?.origin ?? ""}/` ? `${url.origin}${issuerPath}` : address;
}

/** The network at an origin. With "explicit" the issuer, and only it, has the port although it is the scheme's own. */
export function networkAt(network: NetworkName, origin: string, port: "as-served" | "explicit"): Cis2Network {
  const url = new URL(origin);
  const explicit = port === "explicit" && url.port === "";
  const base = explicit ? `${url.origin}:${url.protocol === "https:" ? "443" : "80"}` : url.origin;
  return { network, origin: url.origin, issuer: `${base}${issuerPath}` };
}
