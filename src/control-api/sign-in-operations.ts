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
      summary: "The personas that sign in next without a person at the browser.",
      run: () => nextSignIns.list(),
    },
    withBody({
      method: "post",
      path: "/next-sign-ins",
      id: "queueSignIn",
      summary: "Signs this persona in at the next sign-in in a browser, without a person.",
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
      summary: "Empties the list of next sign-ins. From now on a person must sign in.",
      run: () => nextSignIns.clear(),
    },
  ] satisfies Operation[];
}
