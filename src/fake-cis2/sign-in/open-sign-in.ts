import type { Context } from "koa";
import type { InteractionResults, Provider } from "oidc-provider";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Cis2Network } from "../networks/cis2-network.ts";
import type { SessionRoles } from "../provider/session-roles.ts";
import { endOtherSession } from "../provider/sessions.ts";
import { SignIn, type SignInServices } from "./sign-in.ts";

export interface SignInAccess {
  readonly network: Cis2Network;
  readonly provider: () => Promise<Provider>;
  readonly services: SignInServices;
  readonly roles: SessionRoles;
}

/** The sign-in of the address, for the browser that started it. Rejects with SIGN_IN_UNKNOWN for everyone else. */
export async function openSignIn(ctx: Context, uid: string, access: SignInAccess): Promise<SignIn> {
  const provider = await access.provider();
  // The cookie names the sign-in; the provider verifies its signature.
  const interaction = await provider.interactionDetails(ctx.req, ctx.res).catch((error: unknown) => {
    if (error instanceof Error && error.name === "SessionNotFound") return undefined;
    throw error;
  });
  if (interaction?.uid !== uid) throw new TestkitError("SIGN_IN_UNKNOWN");
  const { params, prompt, session } = interaction;
  const request = {
    uid,
    origin: access.network.origin,
    clientId: String(params["client_id"]),
    scope: params["scope"] as string | undefined,
    acrValues: params["acr_values"] as string | undefined,
    stepUp: prompt.reasons.includes("step_up"),
    signedInUser: prompt.name === "role" ? session?.accountId : undefined,
    sessionRole: async (userId: string) => (session ? access.roles.ofSession(session.uid, userId) : undefined),
    complete: async (result: InteractionResults) => {
      if (result.login) await endOtherSession(provider, interaction, result.login.accountId);
      // What the provider's own method does, which would read the interaction a second time.
      interaction.result = result;
      await interaction.persist();
      return interaction.returnTo;
    },
  };
  return SignIn.open(request, access.services);
}
