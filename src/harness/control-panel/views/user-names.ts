import type { User } from "../../../care-identity/directory/persona.ts";
import type { ViewCalls } from "../panel-view.ts";

/** The names of the users that the directory holds, by user id. The view has to name the operation `users`. */
export async function userNames({ call }: Pick<ViewCalls, "call">): Promise<ReadonlyMap<string, string>> {
  const users = await call<readonly User[]>("users");
  return new Map(users.map((user) => [user.userId, nameOf(user)]));
}

export function nameOf({ title, givenName, familyName }: Pick<User, "title" | "givenName" | "familyName">): string {
  return [title, givenName, familyName].filter((part) => part !== "").join(" ");
}
