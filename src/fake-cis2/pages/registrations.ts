import Router from "@koa/router";
import type { Cis2Network } from "../networks/cis2-network.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";
import type { NetworkName, RelyingParty } from "../relying-parties/relying-party.ts";
import { renderPage } from "./renderer.ts";

/** A list on a page: what is registered, or was sent. */
interface Fact {
  readonly title: string;
  readonly values: readonly { readonly name?: string; readonly text: string; readonly href?: string }[];
}

/** The relying parties that can be signed in to over a network, by name and client id. */
export function registrations(parties: readonly RelyingParty[], network: NetworkName): Fact {
  const known = parties.filter(({ networks }) => networks.includes(network));
  const values = known.map(({ name, clientId }) => ({ name, text: clientId }));
  return { title: `Systems registered for the ${network} network, with their client ids`, values };
}

export function registeredRedirects({ name, redirectUris }: RelyingParty): Fact {
  return { title: `Redirect addresses registered for ${name}`, values: redirectUris.map((text) => ({ text })) };
}

/** `GET /`: where to sign in, and for those who set a system up what they need of this one. */
export function homeRoutes({ network, issuer }: Cis2Network, parties: RelyingParties): Router {
  const router = new Router();
  router.get("/", async (ctx) => {
    const discovery = `${issuer}/.well-known/openid-configuration`;
    ctx.type = "html";
    ctx.body = await renderPage("home", {
      title: "Start from the system you want to use",
      facts: [
        registrations(await parties.list(), network),
        { title: "Issuer, for those who set a system up", values: [{ text: issuer }] },
        { title: "Discovery document", values: [{ text: discovery, href: discovery }] },
      ],
    });
  });
  return router;
}
