import type { NetworkName } from "../relying-parties/relying-party.ts";

/** Below the origin, as the live service has it. */
export const issuerPath = "/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare";

/** One network CIS2 is reached over: its own listener, origin and issuer. */
export interface Cis2Network {
  readonly network: NetworkName;
  /** Scheme, host and port, as browsers and relying parties know them. */
  readonly origin: string;
  readonly issuer: string;
}

/** Completes an origin to its issuer URL; returns anything else unchanged. */
export function issuerAt(address: string): string {
  const url = URL.parse(address);
  return url?.href === `${url?.origin ?? ""}/` ? `${url.origin}${issuerPath}` : address;
}

export type IssuerPort = "as-served" | "explicit" | "everywhere";

/** The network at an origin. Unless "as-served", the issuer names the scheme's default port, as in `https://host:443/...`. */
export function networkAt(network: NetworkName, origin: string, port: IssuerPort): Cis2Network {
  const url = new URL(origin);
  const base = port === "as-served" ? url.origin : withDefaultPort(url.origin);
  return { network, origin: url.origin, issuer: `${base}${issuerPath}` };
}

const schemePorts: Readonly<Record<string, string>> = { "https:": "443", "http:": "80" };

/** The address with its port written out, also if it is the scheme's own. */
export function withDefaultPort(address: string): string {
  const url = URL.parse(address);
  const port = url?.port === "" ? schemePorts[url.protocol] : undefined;
  if (url === null || port === undefined) return address;
  const { length } = url.origin;
  return `${url.origin}:${port}${withoutDefaultPort(address).slice(length)}`;
}

/** The address without its port if that is the scheme's own. */
export function withoutDefaultPort(address: string): string {
  return address.replace(/^(https:\/\/[^/?#]*):443(?=[/?#]|$)|^(http:\/\/[^/?#]*):80(?=[/?#]|$)/, "$1$2");
}

/** A Host header without the scheme's own port and in lower case (RFC 9110 4.2.3). */
export function sameHost(host: string, protocol: string): string {
  const port = schemePorts[protocol];
  const lower = host.toLowerCase();
  return port !== undefined && lower.endsWith(`:${port}`) ? lower.slice(0, -port.length - 1) : lower;
}
