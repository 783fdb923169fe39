import type { Organisation, Role, User } from "../../care-identity/directory/persona.ts";

const names = [
  ...["Amara Okafor", "Bronwen Pryce", "Callum Reid", "Dilys Evans", "Edith Marsh", "Farid Haddad", "Grace Oyelaran"],
  ...["Hamish Boyd", "Imogen Tait", "Jai Patel", "Kezia Brown", "Lewis Adeyemi", "Maeve Nolan", "Noor Siddiqui"],
] as const;

type RoleKind = Pick<Role, "roleName" | "roleCode">;
interface PersonInDirectory {
  readonly userId: string;
  readonly roles: readonly Pick<Role, "roleId">[];
}

/** What roles people are given here. */
export const roleKinds: readonly RoleKind[] = [
  {
    roleName: '"Clinical":"Clinical Provision":"Clinical Practitioner Access Role"',
    roleCode: "S8000:G8000:R8000",
  },
  { roleName: '"Clinical":"Clinical Provision":"Nurse Access Role"', roleCode: "S8000:G8000:R8001" },
  { roleName: '"Admin & Clerical":"Admin & Clerical":"Medical Secretary Access Role"', roleCode: "S8010:G8010:R8006" },
];

/**
 * A person who is not in the directory yet, with this number of roles, at one organisation after the other. The user and
 * role ids follow the highest that are taken.
 */
export function madePerson(
  count: number,
  people: readonly PersonInDirectory[],
  organisations: readonly Organisation[],
): { readonly user: User; readonly roles: readonly Role[] } {
  const userId = afterHighest(
    people.map((one) => one.userId),
    "555000000900",
  );
  const [givenName = "", familyName = ""] = (names[people.length % names.length] ?? "").split(" ");
  const user: User = {
    ...{ userId, title: "Dr", givenName, familyName, idAssuranceLevel: 3, active: true, registered: true },
    email: `${givenName}.${familyName}.${userId}@emulated.example`.toLowerCase(),
  };
  const roles = Array.from({ length: organisations.length === 0 ? 0 : count }, (_, index): Role => {
    const { code = "" } = organisations[index % organisations.length] ?? {};
    return madeRole(people, roleKinds[index % roleKinds.length] ?? { roleName: "", roleCode: "" }, code, index);
  });
  return { user, roles };
}

/** A role whose ids are not taken yet. `further` counts those made before it that the directory does not have yet. */
export function madeRole(
  people: readonly PersonInDirectory[],
  { roleName, roleCode }: RoleKind,
  organisationCode: string,
  further = 0,
): Role {
  const taken = people.flatMap(({ roles }) => roles.map(({ roleId }) => roleId));
  const id = afterHighest(taken, "555019000000", further + 1);
  return {
    ...{ roleId: id, personOrgId: id, organisationCode, roleCode, roleName },
    ...{ activities: [], areasOfWork: [], workgroups: [] },
  };
}

function afterHighest(ids: readonly string[], lowest: string, steps = 1): string {
  const highest = ids.reduce((one, other) => (other > one ? other : one), lowest);
  return String(Number(highest) + steps).padStart(12, "0");
}
