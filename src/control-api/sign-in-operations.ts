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
      summary: "Who signs in next, where nobody sits at the browser.",
      run: () => nextSignIns.list(),
    },
    withBody({
      method: "post",
      path: "/next-sign-ins",
      id: "queueSignIn",
      summary: "Lets the next sign-in in a browser go through by itself, as this persona.",
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
      summary: "From now on a person has to sign in again.",
      run: () => nextSignIns.clear(),
    },
  ] satisfies Operation[];
}
