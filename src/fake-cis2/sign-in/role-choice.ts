import type { DirectoryUser, HeldRole } from "../../care-identity/directory/directory.ts";
import type { OfferedRole } from "./sign-in-state.ts";

/** Whether the relying party asked for a role, and whether for another one than is chosen already. */
export function roleAskedFor(scope: string | undefined): "selected" | "changed" | undefined {
  const scopes = new Set(scope?.split(" "));
  if (scopes.has("changedrole")) return "changed";
  return scopes.has("selectedrole") ? "selected" : undefined;
}

/** The role that needs no choosing: a user's only one is selected without prompting. */
export function onlyRole({ roles }: Pick<DirectoryUser, "roles">): HeldRole | undefined {
  return roles.length === 1 ? roles[0] : undefined;
}

export function offered({ roleId, organisationCode, organisationName, roleName }: HeldRole): OfferedRole {
  return { roleId, organisationCode, organisationName, roleName };
}
