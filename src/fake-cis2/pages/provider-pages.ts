import { randomUUID } from "node:crypto";
import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import type { Logger } from "../../foundation/logger.ts";
import type { Cis2Network } from "../networks/cis2-network.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";
import { registeredRedirects, registrations } from "./registrations.ts";
import { renderPage } from "./renderer.ts";

type Features = NonNullable<Configuration["features"]>;

const askSystem = "Contact the people who look after that system, and show them this page.";
const register =
  "Send what is registered. Or register what is sent: with the option --relying-party of serve, or the control API.";

/** The provider's own error page, if it may not send the browser back to the relying party. It says what is registered. */
export function errorPage(
  logger: Logger,
  parties: RelyingParties,
  { network }: Cis2Network,
): NonNullable<Configuration["renderError"]> {
  return async (ctx, { error, error_description: description }, err) => {
    const reference = randomUUID();
    ctx.state["refused"] = { error, error_description: description };
    logger.info({ err, error, reference, path: ctx.path }, "refused");
    if (ctx.accepts("html", "json") !== "html") {
      ctx.body = { error, error_description: description };
      return;
    }
    const { client_id: clientId, redirect_uri: redirectUri } = (ctx.oidc.params ?? {}) as Record<string, string>;
    const party = clientId === undefined ? undefined : await parties.find(clientId);
    const answer = { title: "You cannot sign in", message: description ?? error, code: error, reference };
    const sent = (title: string, value: string | undefined) => ({ title, values: value ? [{ text: value }] : [] });
    ctx.type = "html";
    if (ctx.oidc.route === "authorization" && !party?.networks.includes(network)) {
      const message = "CIS2 does not know the system that sent you here.";
      const facts = [sent("Client id that was sent", clientId), registrations(await parties.list(), network)];
      ctx.body = await renderPage("error", { ...answer, person: { message, next: askSystem }, cure: register, facts });
    } else if (party && error === "invalid_redirect_uri") {
      const message = `${party.name} wants you back at an address that CIS2 does not know.`;
      const facts = [sent("Redirect address that was sent", redirectUri), registeredRedirects(party)];
      ctx.body = await renderPage("error", { ...answer, person: { message, next: askSystem }, cure: register, facts });
    } else {
      const message = "The system that sent you here asked CIS2 for something that it cannot do.";
      const next = `Go back to that system and try again. If it happens again: ${askSystem}`;
      ctx.body = await renderPage("error", {
        ...answer,
        title: "Sorry, there is a problem",
        person: { message, next },
      });
    }
  };
}

/** The pages of signing out, RP-initiated (OpenID Connect RP-Initiated Logout 1.0). */
export const logoutPages: Pick<
  NonNullable<Features["rpInitiatedLogout"]>,
  "logoutSource" | "postLogoutSuccessSource"
> = {
  logoutSource: async (ctx: KoaContextWithOIDC, form: string) => {
    ctx.body = await renderPage("logout", { title: "Do you want to sign out?", form });
  },
  postLogoutSuccessSource: async (ctx: KoaContextWithOIDC) => {
    ctx.type = "html";
    ctx.body = await renderPage("logout", { title: "You have signed out" });
  },
};
