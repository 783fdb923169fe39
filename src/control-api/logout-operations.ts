import { z } from "zod";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import { logoutFaultNames } from "../fake-cis2/logout/logout-faults.ts";
import { networkNames } from "../fake-cis2/relying-parties/relying-party.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

export const logoutTokenBody = z.strictObject({
  clientId: z.string().min(1).describe("The relying party that gets the token."),
  sub: z.string().min(1).describe("The user id of the person who signs out."),
  sid: z.string().min(1).optional().describe("The session that ends: sid from the ID token."),
  network: z.enum(networkNames).default("internet").describe("The token has the issuer of this network."),
  fault: z
    .enum(logoutFaultNames)
    .optional()
    .describe("What is wrong with the token. The OpenAPI description lists the names. Default: nothing."),
  again: z.boolean().default(false).describe("If true, sends again the last token that this relying party got."),
});

/** Logout tokens that nobody's signing out is behind, right ones and wrong ones. */
export function logoutOperations({ logout, relyingParties, networks }: ControlApiContext): Operation[] {
  return [
    withBody({
      method: "post",
      path: "/logout-tokens",
      id: "sendLogoutToken",
      summary: "Sends a relying party one logout token, and returns the relying party's response.",
      body: logoutTokenBody,
      run: async ({ network, sid, ...rest }) => {
        const uri = (await relyingParties.find(rest.clientId))?.backchannelLogoutUri;
        if (uri === undefined) {
          throw new TestkitError("REQUEST_MALFORMED", { reason: "clientId has no backchannelLogoutUri" });
        }
        return logout.send({ ...rest, sid, uri, issuer: networks[network].issuer });
      },
    }),
  ];
}
