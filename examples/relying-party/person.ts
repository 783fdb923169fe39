import { z } from "zod";
import type { IdToken } from "./id-token.ts";
import { Problem, refused } from "./problem.ts";

const roles = z.array(
  z.looseObject({ person_roleid: z.string().min(1), role_name: z.string(), org_code: z.string().default("") }),
);
const userinfo = z.looseObject({
  sub: z.string().min(1),
  name: z.string().optional(),
  nhsid_nrbac_roles: roles.default([]),
  selected_roleid: z.string().optional(),
});

/** Who signed in, and in which of their roles. */
export interface Person {
  readonly userId: string;
  readonly name: string;
  readonly role: { readonly id: string; readonly name: string; readonly organisation: string };
}

/** Puts ID token and userinfo together. Throws a Problem for a person who has no role, or a role they do not hold. */
export function personOf(claims: IdToken, answer: unknown): Person {
  const parsed = userinfo.safeParse(answer);
  if (!parsed.success) throw refused("userinfo is not what it should be");
  const { data } = parsed;
  const selected = claims.selected_roleid ?? data.selected_roleid;
  if (data.nhsid_nrbac_roles.length === 0) throw new Problem(noRole, "the person has no role");
  const role = data.nhsid_nrbac_roles.find((one) => one.person_roleid === selected);
  if (role === undefined) throw new Problem(otherRole, "selected_roleid is not a role of the person's");
  return {
    userId: claims.sub,
    name: data.name ?? claims.sub,
    role: { id: role.person_roleid, name: role.role_name, organisation: role.org_code },
  };
}

const noRole = "You have no role that this system could be used with. Please ask your Registration Authority for one.";
const otherRole = "The role you selected could not be found among your roles. Please sign in again.";
