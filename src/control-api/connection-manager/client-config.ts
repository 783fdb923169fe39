import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import {
  networkNames,
  type RelyingParty,
  type RelyingPartyInput,
} from "../../fake-cis2/relying-parties/relying-party.ts";

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

/**
 * A registration as CIS2's Connection Manager takes it (NHSDigital/cis2-connman-cli c8171f02 `connman_cli/lib/api_client.py`,
 * NHSDigital/dtos-manage-breast-screening `docs/cis2_auth.md`). What it does not name there is the testkit's own.
 */
export const clientConfigSchema = z.looseObject({
  client_name: optional(z.string()),
  description: optional(z.string()),
  redirect_uris: z.array(z.string()),
  post_logout_redirect_uris: optional(z.array(z.string())),
  backchannel_logout_uri: optional(z.string()),
  token_endpoint_auth_method: optional(z.string()),
  client_secret: optional(z.string()),
  jwks: optional(z.looseObject({})),
  jwks_uri: optional(z.string()),
  jwks_uri_signing_algorithm: optional(z.enum(["RS256", "RS512"])),
  userinfo_signed_response_alg: optional(z.string()),
  networks: optional(z.array(z.enum(networkNames))),
});

export type ClientConfig = z.infer<typeof clientConfigSchema>;

/** The relying party of a registration. Its secret stays that of before, or is made: callers send none. */
export function toRelyingParty(
  clientId: string,
  config: ClientConfig,
  before: RelyingParty | undefined,
): RelyingPartyInput {
  const secret = config.client_secret ?? before?.clientSecret ?? randomBytes(24).toString("base64url");
  const members = {
    clientId,
    name: config.client_name ?? before?.name ?? clientId,
    description: config.description,
    redirectUris: config.redirect_uris,
    postLogoutRedirectUris: config.post_logout_redirect_uris,
    backchannelLogoutUri: config.backchannel_logout_uri,
    tokenEndpointAuthMethod: config.token_endpoint_auth_method ?? "client_secret_post",
    clientSecret: config.token_endpoint_auth_method === "private_key_jwt" ? config.client_secret : secret,
    jwks: config.jwks,
    jwksUri: config.jwks_uri,
    tokenEndpointAuthSigningAlg: config.jwks_uri_signing_algorithm,
    userinfoSignedResponseAlg: config.userinfo_signed_response_alg,
    networks: config.networks,
  };
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as RelyingPartyInput;
}

/** Members that callers read whether or not they are set are null if they are not. */
export function toClientConfig(party: RelyingParty) {
  return {
    client_id: party.clientId,
    client_name: party.name,
    description: party.description ?? null,
    redirect_uris: party.redirectUris,
    post_logout_redirect_uris: party.postLogoutRedirectUris,
    backchannel_logout_uri: party.backchannelLogoutUri ?? null,
    token_endpoint_auth_method: party.tokenEndpointAuthMethod,
    client_secret: party.clientSecret ?? null,
    jwks_uri: party.jwksUri ?? null,
    jwks_uri_signing_algorithm: party.tokenEndpointAuthSigningAlg ?? null,
    userinfo_signed_response_alg: party.userinfoSignedResponseAlg ?? null,
    networks: party.networks,
    ...(party.jwks ? { jwks: party.jwks } : {}),
  };
}

/** Names one state of a registration: an update has to say which one it replaces. */
export function hashOf(party: RelyingParty): string {
  return createHash("sha256").update(JSON.stringify(party)).digest("hex");
}
