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

export function initials({ givenName, middleNames }: Named): string {
  const names = [givenName, ...(middleNames?.split(" ") ?? [])].filter((name) => name !== "");
  return names.map((name) => name.charAt(0).toUpperCase()).join("");
}
