import { z } from "zod";
import { authenticatorNames } from "../care-identity/authenticators/authenticators.ts";
import { personaNamed } from "../care-identity/directory/persona.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

export const withoutCardBody = z
  .strictObject({
    persona: z.string().min(1).optional().describe("The persona that signs in, by its name in the persona file."),
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
    roleId: z
      .string()
      .optional()
      .describe("The role to select if CIS2 asks for a role. Default: CIS2 shows its page of roles."),
    clientId: z.string().optional().describe("Only for sign-ins at this relying party. Default: at any relying party."),
    lasting: z
      .boolean()
      .default(false)
      .describe("If true, the entry is for each sign-in, until you empty the list. If false, it is for one sign-in."),
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
