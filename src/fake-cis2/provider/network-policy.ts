import type { Middleware } from "koa";
import type { KoaContextWithOIDC } from "oidc-provider";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Cis2Network } from "../networks/cis2-network.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";

/** Says plainly that a system is not for this network. The provider would say that it does not know it. */
export function refuseOtherNetworks(relyingParties: RelyingParties, { network }: Cis2Network): Middleware {
  return async (context, next) => {
    await next();
    const { oidc, response } = context as KoaContextWithOIDC;
    if (oidc.route !== "authorization" || response.status < 400) return;
    const party = await relyingParties.find(String(oidc.params?.["client_id"]));
    if (!party || party.networks.includes(network)) return;
    throw new TestkitError("NETWORK_NOT_ALLOWED", {
      relyingParty: party.name,
      network,
      allowed: party.networks.join(", "),
    });
  };
}
