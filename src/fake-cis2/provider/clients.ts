import type { Client, Provider } from "oidc-provider";
import type { RelyingParties } from "../relying-parties/registry.ts";
import type { RelyingParty } from "../relying-parties/relying-party.ts";

/**
 * Gives the client that was made of a relying party for as long as its registration is the same record. The provider itself
 * makes its metadata and a digest of them for each look.
 */
export function rememberClients(provider: Provider, relyingParties: RelyingParties): void {
  const { Client } = provider;
  const find = Client.find.bind(Client);
  const made = new WeakMap<RelyingParty, Client>();
  Client.find = async (id) => {
    const party = await relyingParties.find(id);
    const known = party && made.get(party);
    if (known) return known;
    const client = await find(id);
    if (party && client) made.set(party, client);
    return client;
  };
}
