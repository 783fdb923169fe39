import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Cis2Network } from "../networks/cis2-network.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";
import type { AfterAnswer } from "./after-answer.ts";

/** Says plainly that a system is not for this network. The provider would say that it does not know it. */
export function refuseOtherNetworks(relyingParties: RelyingParties, { network }: Cis2Network): AfterAnswer {
  return ({ oidc, response }) => {
    const isRefused = oidc.route === "authorization" && response.status >= 400;
    return isRefused ? sayWhy(String(oidc.params?.["client_id"])) : undefined;
  };

  async function sayWhy(clientId: string): Promise<void> {
    const party = await relyingParties.find(clientId);
    if (!party || party.networks.includes(network)) return;
    throw new TestkitError("NETWORK_NOT_ALLOWED", {
      relyingParty: party.name,
      network,
      allowed: party.networks.join(", "),
    });
  }
}
