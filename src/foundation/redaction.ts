import { createHash } from "node:crypto";

const secret = new Set([
  "client_secret",
  "client_assertion",
  "code",
  "code_verifier",
  "access_token",
  "refresh_token",
  "id_token",
  "id_token_hint",
  "logout_token",
  "passcode",
  "password",
  "xsrf",
  "_csrf",
]);

const named = new RegExp(`[?&](?:${[...secret].join("|")})(?=[=&]|$)`);
/** A path or address that a URL would leave as it is, but for ways to write a host or port; its parameters' names are plain. */
const plain = /^(?:https?:\/\/[a-z\d.:-]+)?(?:\/(?![./])[\w~-][\w.~-]*)+\/?(?:\?(?:[\w.~:-]+=[\w.~:+%-]*(?:&|$))+)?$/;

/** Whether it has no secret and nothing to put right: that takes less time to see than to read a URL. */
function isHarmless(text: string): boolean {
  return plain.test(text) && !named.test(text);
}

/** The same parameters, the values of secret ones replaced. */
export function redacted(parameters: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, secret.has(name) && value !== "" ? "[redacted]" : value]),
  );
}

/** The path of a request target, the values of secret query parameters replaced. */
export function redactedTarget(target: string): string {
  if (target.startsWith("/") && (!target.includes("?") || isHarmless(target))) return target;
  const url = URL.parse(target, "http://target.invalid");
  if (!url) return "[unreadable]";
  leaveOutSecrets(url);
  return `${url.pathname}${url.search}`;
}

/** A whole address for a report: the values of secret parameters left out, and a fragment that has parameters. */
export function redactedAddress(address: string): string {
  const url = new URL(address);
  leaveOutSecrets(url);
  return url.hash.includes("=") ? `${url.href.slice(0, -url.hash.length)}#redacted` : url.href;
}

/** Where an answer sends the browser, an address or a path, as a report may show it. Undefined for what is no text. */
export function redactedLocation(location: unknown): string | undefined {
  if (typeof location !== "string") return undefined;
  if (isHarmless(location)) return location;
  return URL.canParse(location) ? redactedAddress(location) : redactedTarget(location);
}

function leaveOutSecrets({ searchParams }: URL): void {
  for (const name of [...searchParams.keys()]) if (secret.has(name)) searchParams.set(name, "[redacted]");
}

/** The name of a secret that must not be shown: the same for the same one. Undefined for what is no text. */
export function secretId(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  return createHash("sha256").update(value).digest("base64url").slice(0, 16);
}
