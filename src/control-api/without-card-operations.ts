import { z } from "zod";
import { authenticatorNames } from "../care-identity/authenticators/authenticators.ts";
import { personaNamed } from "../care-identity/directory/persona.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

export const withoutCardBody = z
  .strictObject({
    persona: z.string().min(1).optional().describe("Who signs in, by the name in the persona file."),
    userId: z.string().min(1).max(64).optional().describe("Who signs in, by user id; in place of persona."),
    authenticator: z
      .enum(authenticatorNames)
      .optional()
      .describe("Default: the first that acr_values allow and that needs no card."),
    roleId: z.string().optional().describe("Selected if a role must be selected. Default: the page is shown."),
    clientId: z.string().optional().describe("Only for sign-ins of this relying party."),
    lasting: z.boolean().default(false).describe("For all sign-ins from now on, until it is cleared."),
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
      summary: "Whether people can sign in without a card, and by which authenticators.",
      run: state,
    },
    withBody({
      method: "put",
      path: "/sign-in-without-card",
      id: "turnWithoutCard",
      summary: "Turns signing in without a card on or off, until the next reset.",
      body: z.strictObject({ enabled: z.boolean() }),
      run: async ({ enabled }) => {
        await withoutCard.turn(enabled);
        return state();
      },
    }),
    withBody({
      method: "post",
      path: "/sign-ins-without-card",
      id: "signInWithoutCard",
      summary: "Signs this persona in at the next sign-in in a browser, without a person and without a card.",
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
