/** What a person reads of a check's name in the code: `checkNotAfter` is the check "not after". */
export function checkName(name: string): string {
  return name
    .replace(/^check(?=[A-Z])/, "")
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .trim();
}
