import type { User } from "./persona.ts";

type Named = Pick<User, "title" | "givenName" | "middleNames" | "familyName">;

/** As the directory's common name is written: "Bloggs Fred Dr" (NHS Identity, Scopes and Claims, 2019). */
export function commonName({ title, givenName, familyName }: Named): string {
  return [familyName, givenName, title].filter((part) => part !== "").join(" ");
}

/** As a page addresses the person: "Dr Fred Bloggs". */
export function displayName({ title, givenName, familyName }: Named): string {
  return [title, givenName, familyName].filter((part) => part !== "").join(" ");
}

export function middleNamesOf({ middleNames = "" }: Named): string[] {
  return middleNames.split(/\s+/).filter((name) => name !== "");
}

export function forenamesOf(user: Named): string[] {
  return [user.givenName, ...middleNamesOf(user)].filter((name) => name !== "");
}

/** The first character of each name, a character outside the basic plane whole. */
export function initialsOf(names: readonly string[]): string {
  return names.map((name) => String.fromCodePoint(name.codePointAt(0) ?? 0x20).toUpperCase()).join("");
}
