import type { Organisation, Role, User } from "../../../care-identity/directory/persona.ts";
import { madePerson, madeRole, roleKinds } from "../made-person.ts";
import { fieldError, jsonOf } from "../panel-form.ts";
import { calling, type Form, type PanelView, type ViewCalls } from "../panel-view.ts";
import { copiesOf } from "../person-copies.ts";
import { nameOf } from "./user-names.ts";

/** The directory also names the organisation of each role, which it takes from its own list. */
type HeldRole = Role & { readonly organisationName?: string };
type Person = User & { readonly roles: readonly HeldRole[] };

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
    const organisations = await call<readonly Organisation[]>("organisations");
    const found = people.filter((one) => matches(one, search));
    const person = people.find(({ userId }) => userId === user);
    return {
      search,
      total: people.length,
      found: found.length,
      people: found.slice(0, mostShown).map((one) => ({ ...one, name: nameOf(one) })),
      organisations,
      gone: user !== undefined && person === undefined ? user : undefined,
      person: person && shown(person, organisations),
      organisationChoices: organisations.map(({ code, name }) => ({ value: code, text: `${name} (${code})` })),
      roleChoices: roleKinds.map((one) => ({ value: one.roleCode, text: shortName(one) })),
      withoutCard: await call<{ readonly enabled: boolean }>("withoutCard"),
      scripts: ["copy.js"],
    };
  },
  actions: {
    make: async (calls, form) => {
      const { people, organisations } = await directoryOf(calls);
      const count = Number(form["roles"] === "" ? NaN : form["roles"]);
      if (!Number.isInteger(count) || count < 0 || count > 500) throw fieldError("roles", "must be 0 to 500");
      const { user, roles } = madePerson(count, people, organisations);
      await put(calls, user, roles);
      return `/people?user=${user.userId}`;
    },
    put: async (calls, form) => {
      const { people } = await directoryOf(calls);
      const { roles: _, ...before } = people.find(({ userId }) => userId === form["userId"]) ?? { roles: [] };
      const { userId = "", givenName = "", familyName = "", title = "", email = "" } = form;
      const { email: __, ...kept } = before as Partial<User>;
      const user: User = {
        ...{ idAssuranceLevel: 3, active: true, registered: true },
        ...kept,
        ...{ userId, givenName, familyName, title, active: form["active"] === "on" },
        ...(email === "" ? {} : { email }),
      };
      await put(calls, user, jsonOf(form, "roles"));
      return undefined;
    },
    "add-role": async (calls, form) => {
      const { people } = await directoryOf(calls);
      const { roles, ...user } = personOf(people, form);
      const kind = roleKinds.find(({ roleCode }) => roleCode === form["role"]);
      if (kind === undefined) throw fieldError("role", "must be one of the list");
      const role = madeRole(people, kind, form["organisation"] ?? "");
      await put(calls, user, [...roles.map(withoutName), role]);
      return undefined;
    },
    "remove-role": async (calls, form) => {
      const { people } = await directoryOf(calls);
      const { roles, ...user } = personOf(people, form);
      const left = roles.filter(({ roleId }) => roleId !== form["roleId"]);
      await put(calls, user, left.map(withoutName));
      return undefined;
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
  done: {
    put: "The person is as you entered.",
    remove: "The person is out of the directory.",
    "sign-in-without-card": "The next sign-in in a browser goes through as this person.",
  },
};

async function directoryOf({ call }: ViewCalls) {
  const [people, organisations] = await Promise.all([
    call<readonly Person[]>("users"),
    call<readonly Organisation[]>("organisations"),
  ]);
  return { people, organisations };
}

function put({ call }: ViewCalls, user: User, roles: unknown): Promise<unknown> {
  return call("putUser", { userId: user.userId }, { user, roles });
}

/** Throws REQUEST_MALFORMED if another page has removed the person. */
function personOf(people: readonly Person[], form: Form): Person {
  const person = people.find(({ userId }) => userId === form["userId"]);
  if (person === undefined) throw fieldError("userId", "is no longer in the directory");
  return person;
}

function shown(person: Person, organisations: readonly Organisation[]) {
  const { roles, ...user } = person;
  const plain = roles.map(withoutName);
  return {
    ...user,
    name: nameOf(user),
    roles: roles.map((role) => ({ ...role, shortName: shortName(role) })),
    rolesText: JSON.stringify(plain, undefined, 2),
    copies: copiesOf(user, plain, organisations),
  };
}

function withoutName({ organisationName: _, ...role }: HeldRole): Role {
  return role;
}

/** The last part of `"Clinical":"Clinical Provision":"Nurse Access Role"`. */
function shortName({ roleName }: Pick<Role, "roleName">): string {
  return roleName.split(":").at(-1)?.replaceAll('"', "") ?? roleName;
}

function matches(person: Person, search: string): boolean {
  const { userId, email = "", roles } = person;
  const texts = [nameOf(person), userId, email, ...roles.flatMap((role) => [role.roleName, role.organisationCode])];
  return texts.some((text) => text.toLowerCase().includes(search.trim().toLowerCase()));
}
