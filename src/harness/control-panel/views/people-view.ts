import type { Organisation, Role, User } from "../../../care-identity/directory/persona.ts";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { calling, type Form, type PanelView } from "../panel-view.ts";
import { madePerson } from "../made-person.ts";

type Person = User & { readonly roles: readonly Role[] };

const mostShown = 100;

/** The users that the directory holds, with their roles. */
export const peopleView: PanelView = {
  path: "people",
  title: "People",
  operations: [
    ...["users", "putUser", "removeUser", "organisations", "putOrganisation"],
    ...["withoutCard", "turnWithoutCard", "signInWithoutCard"],
  ],
  content: async ({ call }, { search = "", user }) => {
    const people = await call<readonly Person[]>("users");
    const found = people.filter((one) => matches(one, search));
    const person = people.find(({ userId }) => userId === user);
    return {
      search,
      total: people.length,
      found: found.length,
      people: found.slice(0, mostShown).map((one) => ({ ...one, name: nameOf(one) })),
      organisations: await call<readonly Organisation[]>("organisations"),
      person: person && { ...person, name: nameOf(person), rolesText: JSON.stringify(person.roles, undefined, 2) },
      copies: person && copiesOf(person),
      withoutCard: await call<{ readonly enabled: boolean }>("withoutCard"),
      scripts: ["copy.js"],
    };
  },
  actions: {
    make: async ({ call }, form) => {
      const [people, organisations] = await Promise.all([
        call<readonly Person[]>("users"),
        call<readonly Organisation[]>("organisations"),
      ]);
      const count = Number(form["roles"]);
      if (!Number.isInteger(count) || count < 0 || count > 500) {
        throw new TestkitError("REQUEST_MALFORMED", { reason: "the number of roles must be 0 to 500" });
      }
      const { user, roles } = madePerson(count, people, organisations);
      await call("putUser", { userId: user.userId }, { user, roles });
      return `/people?user=${user.userId}`;
    },
    put: async ({ call }, form) => {
      const people = await call<readonly Person[]>("users");
      const { roles: _, ...before } = people.find(({ userId }) => userId === form["userId"]) ?? { roles: [] };
      const { userId = "", givenName, familyName, title, email = "" } = form;
      const { email: __, ...kept } = before as Partial<User>;
      const user = {
        ...{ idAssuranceLevel: 3, active: true, registered: true },
        ...kept,
        ...{ userId, givenName, familyName, title, active: form["active"] === "on" },
        ...(email === "" ? {} : { email }),
      };
      await call("putUser", { userId }, { user, roles: jsonOf(form, "roles") });
      return `/people?user=${userId}`;
    },
    remove: calling("removeUser", "userId"),
    "turn-without-card": async ({ call }, { enabled }) => {
      await call("turnWithoutCard", {}, { enabled: enabled === "yes" });
      return undefined;
    },
    "sign-in-without-card": async ({ call }, { userId }) => {
      await call("signInWithoutCard", {}, { userId });
      return undefined;
    },
    "put-organisation": async ({ call }, { code = "", name }) => {
      await call("putOrganisation", { code }, { name });
      return undefined;
    },
  },
};

/** The JSON in a field. Throws REQUEST_MALFORMED. */
export function jsonOf(form: Form, field: string): unknown {
  try {
    return JSON.parse(form[field] ?? "");
  } catch (cause) {
    throw new TestkitError("REQUEST_MALFORMED", { reason: `${field} is not JSON` }, { cause });
  }
}

function matches(person: Person, search: string): boolean {
  const { userId, email = "", roles } = person;
  const texts = [nameOf(person), userId, email, ...roles.flatMap((role) => [role.roleName, role.organisationCode])];
  return texts.some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));
}

const nameOf = ({ title, givenName, familyName }: User) =>
  [title, givenName, familyName].filter((part) => part !== "").join(" ");

/** The person for a persona file, and for a test that has the fixtures. */
function copiesOf({ roles, ...user }: Person) {
  return {
    persona: JSON.stringify({ user, roles }, undefined, 2),
    fixture: `await control.putUser(${JSON.stringify({ user, roles }, undefined, 2)});`,
  };
}
