import type { EventEmitter } from "node:events";
import type { KoaContextWithOIDC, Provider } from "oidc-provider";
import type { Settings } from "../settings/settings.ts";
import type { AfterAnswer } from "./after-answer.ts";

/** The order of the scopes in a token response captured from CIS2; those it did not have come last. */
const scopeOrder = [
  "openid",
  "nationalrbacaccess",
  "profile",
  "selectedrole",
  "changedrole",
  "associatedorgs",
  "email",
];

/** Adds to token responses what CIS2's have besides the specification's members. */
export function tokenResponses({ tokenResponseNonce, tokenResponseScope }: Settings): AfterAnswer {
  return ({ oidc, status, response }) => {
    if (oidc.route !== "token" || status !== 200) return;
    const body = response.body as Record<string, unknown>;
    const nonce = oidc.entities.AuthorizationCode?.nonce;
    if (tokenResponseNonce && nonce !== undefined) body["nonce"] = nonce;
    if (tokenResponseScope === "own-order") body["scope"] = ordered(String(body["scope"]));
  };
}

/** Adds the client id to authorization responses, as CIS2 does. */
export function nameClientInResponses(provider: Provider): void {
  // The types do not know that the event comes with the response, which is still to be sent.
  const events = provider as unknown as EventEmitter;
  events.on("authorization.success", (ctx: KoaContextWithOIDC, response: Record<string, unknown>) => {
    response["client_id"] = ctx.oidc.client?.clientId;
  });
}

function ordered(scope: string): string {
  const place = (one: string) => (scopeOrder.includes(one) ? scopeOrder.indexOf(one) : scopeOrder.length);
  return scope
    .split(" ")
    .sort((one, other) => place(one) - place(other))
    .join(" ");
}
