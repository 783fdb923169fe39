const secret = [
  "code",
  "id_token",
  "id_token_hint",
  "access_token",
  "client_secret",
  "client_assertion",
  "logout_token",
];

/** An address for a report: the values of secret parameters left out. */
export function redactedAddress(address: string): string {
  const url = new URL(address);
  for (const name of secret) if (url.searchParams.has(name)) url.searchParams.set(name, "redacted");
  return url.hash.includes("=") ? `${url.href.slice(0, -url.hash.length)}#redacted` : url.href;
}
