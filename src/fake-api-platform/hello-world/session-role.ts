import type { IdentityProvider } from "../keys/identity-provider.ts";
import { userinfoOf } from "../combined/userinfo.ts";
import type { Grant } from "../tokens/token-records.ts";

export type SessionRole = { readonly role: string } | { readonly status: number; readonly diagnostics: string };

const refused = (diagnostics: string, status = 401) => ({ status, diagnostics });

/**
 * The role in which a person calls an API: of the header NHSD-Session-URID if it is sent, else of the ID token, else the
 * only one in userinfo. As the tests of the platform's role service say; userinfo can be had for the combined pattern only.
 */
export async function sessionRole(
  header: string | undefined,
  grant: Grant,
  providers: readonly IdentityProvider[],
): Promise<SessionRole> {
  if (header === undefined) {
    const selected = grant.claims["selected_roleid"];
    if (typeof selected === "string" && selected !== "") return { role: selected };
    if (selected !== undefined) return refused("selected_roleid is misconfigured/invalid");
    if (grant.pattern === "separate") return refused("selected_roleid is missing in your token");
  }
  const userinfo = await userinfoOf(grant, providers).catch(() => undefined);
  if (userinfo === undefined) return refused("unable to retrieve user info", 500);
  const roles = rolesOf(userinfo);
  if (roles === undefined) return refused("nhsid_nrbac_roles is misconfigured/invalid");
  if (header !== undefined) {
    return roles.includes(header) ? { role: header } : refused("NHSD-Session-URID is invalid");
  }
  const [only] = roles;
  if (only === undefined) return refused("no userroles available, please check NHSD-Session-URID is valid");
  if (roles.length > 1) return refused("multiple roles found in user info, please check NHSD-Session-URID");
  return { role: only };
}

/** The ids of the roles in userinfo, or undefined if the claim is malformed. */
function rolesOf(userinfo: object): readonly string[] | undefined {
  const claim = "nhsid_nrbac_roles" in userinfo ? userinfo.nhsid_nrbac_roles : [];
  if (!Array.isArray(claim)) return undefined;
  const roles = claim.map((role: unknown) =>
    typeof role === "object" && role !== null && "person_roleid" in role ? role.person_roleid : undefined,
  );
  return roles.every((role) => typeof role === "string" && role !== "") ? (roles as string[]) : undefined;
}
