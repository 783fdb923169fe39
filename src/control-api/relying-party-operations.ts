import { relyingPartySchema } from "../fake-cis2/relying-parties/relying-party.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

/** The relying parties that the provider knows. */
export function relyingPartyOperations({ relyingParties }: ControlApiContext) {
  return [
    {
      method: "get",
      path: "/relying-parties",
      id: "relyingParties",
      summary: "The relying parties, without their secrets.",
      run: async () => (await relyingParties.list()).map(withoutSecret),
    },
    withBody({
      method: "post",
      path: "/relying-parties",
      id: "registerRelyingParty",
      summary: "Adds or replaces a relying party.",
      body: relyingPartySchema,
      run: async (party) => withoutSecret(await relyingParties.register(party)),
    }),
    {
      method: "delete",
      path: "/relying-parties/{clientId}",
      id: "removeRelyingParty",
      summary: "Removes a relying party.",
      run: ({ parameters }) => relyingParties.remove(parameters["clientId"] ?? ""),
    },
  ] satisfies Operation[];
}

function withoutSecret<Party extends { clientSecret?: string | undefined }>(party: Party): Omit<Party, "clientSecret"> {
  const { clientSecret: _, ...rest } = party;
  return rest;
}
