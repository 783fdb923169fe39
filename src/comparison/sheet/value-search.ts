/** Words and short numbers that are nobody's: what they would give away is in the documentation. */
const harmless = /^(\d{1,5}|true|false|null|.{0,1})$/s;

/** The forms in which a value can be in a text: as it is, in an address, in JSON, in HTML, in Base64 and in hexadecimal. */
export function encodingsOf(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const hex = bytes.toString("hex");
  const encodings = [
    value,
    encodeURIComponent(value.toWellFormed()),
    new URLSearchParams({ v: value }).toString().slice(2),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"),
    hex,
    hex.toUpperCase(),
    // Without the ends, which depend on what is beside the value.
    bytes.toString("base64").replace(/=+$/, "").slice(0, -1),
    bytes.toString("base64url").slice(0, -1),
  ];
  return [...new Set(encodings)].filter((one) => one.length > 1);
}

/** Looks for values of the input in what is to be shared. */
export class ValueSearch {
  readonly #text: string;
  readonly #public: ReadonlySet<string>;
  readonly #searched = new Set<string>();
  readonly #found = new Set<string>();

  /** `publicWords` are the names of the specifications and of the documentation, which may be values as well. */
  constructor(text: string, publicWords: ReadonlySet<string>) {
    this.#text = text;
    this.#public = publicWords;
  }

  /** How many different values were found. */
  get found(): number {
    return this.#found.size;
  }

  add(value: string): void {
    const { length } = value;
    if (length > this.#text.length || harmless.test(value) || this.#public.has(value)) return;
    if (this.#searched.has(value)) return;
    if (this.#searched.size < 200_000) this.#searched.add(value);
    if (this.#isHeld(value)) this.#found.add(value);
  }

  /** A short word can be part of another one; all else is found wherever it is. */
  #isHeld(value: string): boolean {
    if (/^[\p{L}\p{N}_.-]{1,11}$/u.test(value)) {
      const escaped = value.replaceAll(".", "\\.");
      if (new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, "u").test(this.#text)) return true;
      const others = encodingsOf(value).filter((one) => one !== value && one.length > 7);
      return others.some((one) => this.#text.includes(one));
    }
    return encodingsOf(value).some((one) => this.#text.includes(one));
  }
}
