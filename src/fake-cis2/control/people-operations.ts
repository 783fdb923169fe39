import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { roleSchema, userSchema } from "../../care-identity/directory/persona.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

/** Whom the directory holds. */
export function peopleOperations({ personas, directory }: ControlApiContext) {
  return [
    {
      method: "get",
      path: "/personas",
      id: "personas",
      summary: "The people of the persona file, with their cards.",
      run: () => personas.personas,
    },
    {
      method: "get",
      path: "/users",
      id: "users",
      summary: "The users the directory holds.",
      run: () => directory.users(),
    },
    withBody({
      method: "put",
      path: "/users/{userId}",
      id: "putUser",
      summary: "Adds or replaces a user and their roles.",
      body: z.strictObject({ user: userSchema, roles: z.array(roleSchema) }),
      run: ({ user, roles }, { userId }) => {
        if (user.userId === userId) return directory.put(user, roles);
        throw new TestkitError("REQUEST_MALFORMED", { reason: "userId differs from the address" });
      },
    }),
    {
      method: "delete",
      path: "/users/{userId}",
      id: "removeUser",
      summary: "Takes a user out of the directory.",
      run: ({ parameters }) => directory.remove(parameters["userId"] ?? ""),
    },
  ] satisfies Operation[];
}
