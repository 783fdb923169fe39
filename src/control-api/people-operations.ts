import { z } from "zod";
import { parseRequest } from "../foundation/parse-request.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { organisationSchema, roleSchema, userSchema, type Role } from "../care-identity/directory/persona.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

/** Whom the directory holds. */
export function peopleOperations({ personas, directory }: ControlApiContext) {
  return [
    {
      method: "get",
      path: "/personas",
      id: "personas",
      summary: "The personas of the persona file, with their cards.",
      run: () => personas.personas,
    },
    {
      method: "get",
      path: "/users",
      id: "users",
      summary: "The users in the directory.",
      run: () => directory.users(),
    },
    withBody({
      method: "put",
      path: "/users/{userId}",
      id: "putUser",
      summary: "Adds or replaces a user and the user's roles.",
      body: z.strictObject({
        user: userSchema.describe("The user."),
        roles: z.array(roleSchema).describe("The user's roles."),
      }),
      run: async ({ user, roles }, { userId }) => {
        const problem =
          user.userId === userId ? await roleProblem(user.userId, roles) : "userId differs from the address";
        if (problem === undefined) return directory.put(user, roles);
        throw new TestkitError("REQUEST_MALFORMED", { reason: problem });
      },
    }),
    {
      method: "delete",
      path: "/users/{userId}",
      id: "removeUser",
      summary: "Removes a user from the directory.",
      run: ({ parameters }) => directory.remove(parameters["userId"] ?? ""),
    },
    {
      method: "get",
      path: "/organisations",
      id: "organisations",
      summary: "The organisations at which people can have roles.",
      run: () => directory.organisations(),
    },
    withBody({
      method: "put",
      path: "/organisations/{code}",
      id: "putOrganisation",
      summary: "Adds an organisation, or changes an organisation's name.",
      body: organisationSchema.pick({ name: true }),
      run: async ({ name }, { code }) => {
        const organisation = parseRequest(organisationSchema, { code, name });
        await directory.putOrganisation(organisation);
        return organisation;
      },
    }),
  ] satisfies Operation[];

  /** What the persona file is refused for as well. */
  async function roleProblem(userId: string, roles: readonly Role[]): Promise<string | undefined> {
    const ids = roles.map(({ roleId }) => roleId);
    const others = (await directory.users()).filter((user) => user.userId !== userId);
    const taken = new Set(others.flatMap((user) => user.roles.map(({ roleId }) => roleId)));
    const twice = ids.find((id, index) => ids.indexOf(id) !== index || taken.has(id));
    if (twice !== undefined) return `roleId ${twice} is there twice`;
    for (const { organisationCode: code } of roles) {
      if ((await directory.organisation(code)) === undefined) {
        return `${code} is no organisation: add it with PUT /organisations/${code}`;
      }
    }
    return undefined;
  }
}
