import type { Organisation, Role, User } from "../../care-identity/directory/persona.ts";

const names = [
  ...["Amara Okafor", "Bronwen Pryce", "Callum Reid", "Dilys Evans", "Edith Marsh", "Farid Haddad", "Grace Oyelaran"],
  ...["Hamish Boyd", "Imogen Tait", "Jai Patel", "Kezia Brown", "Lewis Adeyemi", "Maeve Nolan", "Noor Siddiqui"],
] as const;
const roleNames = [
  ['"Clinical":"Clinical Provision":"Clinical Practitioner Access Role"', "S8000:G8000:R8000"],
  ['"Clinical":"Clinical Provision":"Nurse Access Role"', "S8000:G8000:R8001"],
  ['"Admin & Clerical":"Admin & Clerical":"Medical Secretary Access Role"', "S8010:G8010:R8006"],
] as const;

/**
 * A person nobody has entered yet, with so many roles, at one organisation after the other. User and role ids are those after
 * the highest that are taken.
 */
export function madePerson(
  count: number,
  people: readonly { readonly userId: string; readonly roles: readonly Pick<Role, "roleId">[] }[],
  organisations: readonly Organisation[],
): { readonly user: User; readonly roles: readonly Role[] } {
  const next = (ids: readonly string[], first: string) =>
    ids.reduce((one, other) => (other > one ? other : one), first);
  const userId = after(
    next(
      people.map((one) => one.userId),
      "555000000900",
    ),
    1,
  );
  const lastRole = next(
    people.flatMap(({ roles }) => roles.map(({ roleId }) => roleId)),
    "555019000000",
  );
  const [givenName = "", familyName = ""] = (names[people.length % names.length] ?? "").split(" ");
  const user: User = {
    ...{ userId, title: "Dr", givenName, familyName, idAssuranceLevel: 3, active: true, registered: true },
    email: `${givenName}.${familyName}.${userId}@emulated.example`.toLowerCase(),
  };
  const roles = Array.from({ length: organisations.length === 0 ? 0 : count }, (_, index): Role => {
    const [roleName, roleCode] = roleNames[index % roleNames.length] ?? roleNames[0];
    return {
      ...{ roleId: after(lastRole, index + 1), personOrgId: after(lastRole, index + 1), roleName, roleCode },
      organisationCode: organisations[index % organisations.length]?.code ?? "",
      ...{ activities: [], areasOfWork: [], workgroups: [] },
    };
  });
  return { user, roles };
}

function after(id: string, steps: number): string {
  return String(Number(id) + steps).padStart(12, "0");
}
