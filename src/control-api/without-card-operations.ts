import { z } from "zod";
import { authenticatorNames } from "../care-identity/authenticators/authenticators.ts";
import { personaNamed } from "../care-identity/directory/persona.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { nextSignInSchema } from "../fake-cis2/sign-in/next-sign-in.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

const { persona, roleId, clientId, lasting } = nextSignInSchema.shape;

export const withoutCardBody = z
  .strictObject({
    persona: persona.optional(),
    userId: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe("The user who signs in, by user id. Give either persona or userId."),
    authenticator: z
      .enum(authenticatorNames)
      .optional()
      .describe("The authenticator to sign in with. Default: the first that CIS2 offers and that needs no card."),
    roleId,
    clientId,
    lasting,
  })
  .refine(
    ({ persona, userId }) => (persona === undefined) !== (userId === undefined),
    "needs either persona or userId",
  );

/** Sign-ins in which no card takes part. */
export function withoutCardOperations({ nextSignIns, personas, settings, withoutCard }: ControlApiContext) {
  const state = async () => ({ enabled: await withoutCard.isOn(), authenticators: settings.authenticators });
  return [
    {
      method: "get",
      path: "/sign-in-without-card",
      id: "withoutCard",
      summary: "Says whether people can sign in without a card, and with which authenticators.",
      run: state,
    },
    withBody({
      method: "put",
      path: "/sign-in-without-card",
      id: "turnWithoutCard",
      summary: "Switches sign-in without a card on or off, until the next reset.",
      body: z.strictObject({ enabled: z.boolean().describe("Whether people can sign in without a card.") }),
      run: async ({ enabled }) => {
        await withoutCard.turn(enabled);
        return state();
      },
    }),
    withBody({
      method: "post",
      path: "/sign-ins-without-card",
      id: "signInWithoutCard",
      summary: "Adds a persona or a user to the list of next sign-ins. The sign-in needs no card.",
      body: withoutCardBody,
      run: async ({ persona, userId, ...next }) => {
        const id = persona === undefined ? userId : personaNamed(personas, persona).user.userId;
        if (!(await withoutCard.isOn())) throw new TestkitError("WITHOUT_CARD_OFF");
        await nextSignIns.queue({ ...next, persona: persona ?? id ?? "", userId: id });
        return nextSignIns.list();
      },
    }),
  ] satisfies Operation[];
}
