/**
 * A name as it may be told: a word such as `portNumber`. What could be a value that somebody uses as a name, such as an id, is
 * told by its length alone.
 */
export function wordOf(name: string): string {
  const isWord = /^[A-Za-z_$@][A-Za-z0-9_$.:[\]-]{0,48}$/.test(name) && !/\d{4}/.test(name) && !looksRandom(name);
  return isWord ? name : `{${name.length} characters}`;
}

/** A path by its words: `/sign-in/{21 characters}/role`. */
export function pathOf(pathname: string): string {
  return pathname
    .split("/")
    .map((part) => (part === "" ? "" : wordOf(part)))
    .join("/");
}

/** A long name with digits beside small letters and capitals, with many digits, or with capitals again and again, as in Base64. */
function looksRandom(name: string): boolean {
  if (name.length < 16) return false;
  const count = (kind: RegExp) => name.match(kind)?.length ?? 0;
  const isMixed = /\d/.test(name) && /[a-z]/.test(name) && /[A-Z]/.test(name);
  return isMixed || count(/\d/g) > 3 || count(/[a-z][A-Z]|[A-Z][a-z]/g) > name.length / 5;
}
