import { personaNamed } from "../care-identity/directory/persona.ts";
import { nextSignInSchema } from "../fake-cis2/sign-in/next-sign-in.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

/** Sign-ins that go through without a person. */
export function signInOperations({ nextSignIns, personas }: ControlApiContext) {
  return [
    {
      method: "get",
      path: "/next-sign-ins",
      id: "nextSignIns",
      summary: "The list of next sign-ins: the personas that the fake CIS2 signs in by itself.",
      run: () => nextSignIns.list(),
    },
    withBody({
      method: "post",
      path: "/next-sign-ins",
      id: "queueSignIn",
      summary:
        "Adds a persona to the end of the list of next sign-ins. A sign-in in a browser uses the first entry that is not for another relying party.",
      body: nextSignInSchema,
      run: async (next) => {
        personaNamed(personas, next.persona);
        await nextSignIns.queue(next);
        return nextSignIns.list();
      },
    }),
    {
      method: "delete",
      path: "/next-sign-ins",
      id: "clearSignIns",
      summary: "Empties the list of next sign-ins. From then on, a person must sign in.",
      run: () => nextSignIns.clear(),
    },
  ] satisfies Operation[];
}
