import { isIP } from "node:net";
import { getPublicSuffix } from "tough-cookie";
import type { Request } from "./html-document.ts";

/** Who asked for the page: nobody but the person, who typed its address, or the page they were on. */
export interface Navigation {
  /** The page with the link or form; undefined for an address that was typed. */
  readonly from: string | undefined;
  /** Whether the person did it, or a page by itself. */
  readonly byPerson: boolean;
  /** The addresses it was sent on from by redirects, and the one that is asked for now. */
  readonly addresses: readonly string[];
}

type Site = "none" | "same-origin" | "same-site" | "cross-site";

const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 cis2-testkit";

/** The headers a browser sends when a person opens a page, but for cookies (Fetch, and Fetch Metadata Request Headers). */
export function navigationHeaders({ url, method }: Request, navigation: Navigation): Record<string, string> {
  const { from, byPerson } = navigation;
  return {
    "user-agent": userAgent,
    accept: "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "accept-language": "en-GB,en;q=0.9",
    "upgrade-insecure-requests": "1",
    ...(isTrustworthy(url) && {
      "sec-fetch-site": siteOf(navigation),
      "sec-fetch-mode": "navigate",
      ...(byPerson && { "sec-fetch-user": "?1" }),
      "sec-fetch-dest": "document",
    }),
    ...(from !== undefined && { referer: referrer(from, url) }),
    ...(method === "POST" && {
      origin: from === undefined ? "null" : new URL(from).origin,
      "content-type": "application/x-www-form-urlencoded",
    }),
  };
}

/** Which cookies with SameSite go along: all, all but strict ones, or none (RFC 6265bis, section 5.2). */
export function sameSiteContext({ method }: Request, { from, addresses }: Navigation): "strict" | "lax" | "none" {
  const to = addresses.at(-1) ?? "";
  if (from === undefined || isSameSite(from, to)) return "strict";
  return method === "GET" ? "lax" : "none";
}

function siteOf({ from, addresses }: Navigation): Site {
  if (from === undefined) return "none";
  if (addresses.every((address) => new URL(address).origin === new URL(from).origin)) return "same-origin";
  return addresses.every((address) => isSameSite(from, address)) ? "same-site" : "cross-site";
}

function isSameSite(one: string, other: string): boolean {
  const [left, right] = [new URL(one), new URL(other)];
  return left.protocol === right.protocol && registrable(left) === registrable(right);
}

function registrable({ hostname }: URL): string {
  if (isIP(hostname.replace(/^\[(.*)\]$/, "$1")) !== 0) return hostname;
  return getPublicSuffix(hostname, { allowSpecialUseDomain: true, ignoreError: true }) ?? hostname;
}

/** What the policy strict-origin-when-cross-origin leaves of it. */
function referrer(from: string, to: string): string {
  const [left, right] = [new URL(from), new URL(to)];
  left.hash = "";
  return left.origin === right.origin ? left.href : `${left.origin}/`;
}

/** Browsers send Sec-Fetch headers only by TLS and to this computer. */
function isTrustworthy(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === "https:" || /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
