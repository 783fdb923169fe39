/** Secrets by their form, of any owner. */
const forms: Readonly<Record<string, RegExp>> = {
  "a private key in PEM": /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  "a private RSA key in PKCS #8": /IBADANBgkqhkiG9w0BAQEFAAS/,
  "a private EC key in PKCS #8": /AgEAMB[\w+/]{2}ByqGSM49AgEG/,
  "a private JSON Web Key": /"d"\s*:\s*"[\w-]{20,}"/,
  "a signed token": /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
  "an OAuth secret in a form or an address":
    /\b(?:code|code_verifier|client_secret|client_assertion|access_token|refresh_token|id_token|logout_token)=(?!\[redacted\]|%5Bredacted%5D)[^&\s"'<]{8,}/,
  "an OAuth secret in JSON":
    /"(?:access_token|refresh_token|id_token|client_secret|clientSecret)\\?"\s*:\s*\\?"(?!\[redacted\])[^"\\]{8,}/,
  "a cookie": /\b(?:set-)?cookie\\?"?: ?\\?"?(?!\[redacted\])[\w.-]+=[^;\s]{4,}/i,
  "a bearer token": /\bbearer (?!\[redacted\]|token\b)[\w.-]{16,}/i,
};

/** A secret that is known, such as a passcode: as text, and as the bytes a card is sent, in hexadecimal. */
export interface KnownSecret {
  readonly name: string;
  readonly value: string;
}

/** The names of the secrets in a text. Never the secrets: what this says is printed. */
export function secretsIn(text: string, known: readonly KnownSecret[]): string[] {
  const found = Object.entries(forms)
    .filter(([, form]) => form.test(text))
    .map(([name]) => name);
  const told = known.filter(({ value }) => {
    const hex = Buffer.from(value).toString("hex");
    return holds(text, value) || text.includes(hex) || text.includes(hex.toUpperCase());
  });
  return [...found, ...told.map(({ name }) => name)];
}

/** As long as no word is: a UUID, or bytes in hexadecimal. */
const longestWord = 20;

/** Digits that only happen to be inside a longer number, a UUID or bytes, or are a time in nanoseconds, are no passcode. */
function holds(text: string, value: string): boolean {
  if (!/^\d+$/.test(value)) return text.includes(value);
  const found = [...text.matchAll(new RegExp(`(?<![\\d.]|"nanos":)${value}(?!\\d)`, "g"))];
  return found.some(({ index }) => {
    const before = /[\da-f-]*$/i.exec(text.slice(Math.max(0, index - longestWord), index))?.[0] ?? "";
    const after = /^[\da-f-]*/i.exec(text.slice(index, index + longestWord))?.[0] ?? "";
    return before.length + after.length < longestWord;
  });
}
