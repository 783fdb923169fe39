/** The encoding that a byte order mark names; UTF-8 without one. */
export function encodingOf(start: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return "utf-8";
}

/** Text in UTF-8, or in what its byte order mark names. Throws a TypeError for bytes that are no such text, if `fatal`. */
export function decodeText(bytes: Uint8Array, fatal = true): string {
  return new TextDecoder(encodingOf(bytes), { fatal }).decode(bytes);
}
