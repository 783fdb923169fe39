import type { ClientMetadata } from "oidc-provider";
import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { safeParse } from "../../foundation/safe-parse.ts";
import { text } from "../../foundation/text.ts";
import { signingAlgorithms } from "../provider/signing-keys.ts";
import type { Settings } from "../settings/settings.ts";
import { publicKey, registrationProblems } from "./registration-checks.ts";

export const networkNames = ["internet", "hscn"] as const;
export type NetworkName = (typeof networkNames)[number];

const httpUrl = z.url({ protocol: /^https?$/ }).refine((url) => !url.includes("#"), "must have no fragment");
/** How a relying party may sign its client assertions; NHS ones use RS512 and RS256. */
export const clientAssertionAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "HS256",
  "HS384",
  "HS512",
] as const;
export const tokenEndpointAuthMethods = [
  "client_secret_post",
  "client_secret_basic",
  "client_secret_jwt",
  "private_key_jwt",
] as const;

export const relyingPartySchema = z
  .strictObject({
    clientId: z
      .string()
      .max(200)
      .regex(/^[\x21-\x7e]+$/, "must be visible ASCII characters without blanks")
      .describe("The client id, such as 999999999999.apps.national."),
    name: text.min(1).max(200).describe("The name that the sign-in pages show."),
    description: text
      .max(1000)
      .optional()
      .describe("A note for the people who keep the registrations. No page shows it."),
    clientSecret: z
      .string()
      .regex(/^[\x20-\x7e]+$/, "must be ASCII characters (RFC 6749 appendix A.2)")
      .optional()
      .describe("The client secret. It is required, except with private_key_jwt."),
    jwks: z
      .strictObject({ keys: z.array(publicKey).min(1).describe("The keys as JWKs (RFC 7517).") })
      .optional()
      .describe("The relying party's public keys, for private_key_jwt."),
    jwksUri: httpUrl.optional().describe("The address of the relying party's public keys, instead of jwks."),
    redirectUris: z
      .array(httpUrl)
      .min(1)
      .describe("The addresses to which CIS2 may send the browser back with a code."),
    postLogoutRedirectUris: z
      .array(httpUrl)
      .default([])
      .describe("The addresses to which CIS2 may send the browser after signing out."),
    backchannelLogoutUri: httpUrl.optional().describe("The address to which CIS2 sends logout tokens."),
    tokenEndpointAuthMethod: z
      .enum(tokenEndpointAuthMethods)
      .default("client_secret_post")
      .describe("How the relying party authenticates at the token endpoint."),
    tokenEndpointAuthSigningAlg: z
      .enum(clientAssertionAlgorithms)
      .optional()
      .describe("The only algorithm that the relying party may use for its client assertions. Default: any of these."),
    idTokenSignedResponseAlg: z
      .enum(signingAlgorithms)
      .optional()
      .describe("The algorithm for the signature of ID tokens. Default: the setting idTokenAlgorithm."),
    userinfoSignedResponseAlg: z
      .enum(signingAlgorithms)
      .optional()
      .describe("If set, userinfo is a JWT that is signed with this algorithm."),
    networks: z
      .array(z.enum(networkNames))
      .min(1)
      .default(["internet", "hscn"])
      .describe("The networks over which people can sign in to the system."),
  })
  .superRefine((party, context) => {
    for (const { path, message } of registrationProblems(party)) context.addIssue({ code: "custom", path, message });
  });

export type RelyingParty = z.infer<typeof relyingPartySchema>;
export type RelyingPartyInput = z.input<typeof relyingPartySchema>;

/** Checks one relying party. Throws CONFIGURATION_INVALID, naming the field. */
export function parseRelyingParty(input: unknown): RelyingParty {
  const result = safeParse(relyingPartySchema, input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const setting = ["relyingParty", ...(issue?.path ?? [])].join(".");
  throw new TestkitError(
    "CONFIGURATION_INVALID",
    { setting, reason: issue?.message ?? "invalid" },
    { cause: result.error },
  );
}

/** As OpenID Connect Dynamic Client Registration names the members. */
export function toClientMetadata(party: RelyingParty, { idTokenAlgorithm }: Settings): ClientMetadata {
  return {
    client_id: party.clientId,
    client_name: party.name,
    redirect_uris: party.redirectUris,
    post_logout_redirect_uris: party.postLogoutRedirectUris,
    token_endpoint_auth_method: party.tokenEndpointAuthMethod,
    id_token_signed_response_alg: party.idTokenSignedResponseAlg ?? idTokenAlgorithm,
    grant_types: ["authorization_code"],
    response_types: ["code"],
    ...(party.tokenEndpointAuthMethod === "private_key_jwt" ? {} : { client_secret: party.clientSecret }),
    ...(party.jwks ? { jwks: party.jwks } : {}),
    ...(party.jwksUri ? { jwks_uri: party.jwksUri } : {}),
    ...(party.tokenEndpointAuthSigningAlg
      ? { token_endpoint_auth_signing_alg: party.tokenEndpointAuthSigningAlg }
      : {}),
    ...(party.userinfoSignedResponseAlg ? { userinfo_signed_response_alg: party.userinfoSignedResponseAlg } : {}),
    ...(party.backchannelLogoutUri
      ? { backchannel_logout_uri: party.backchannelLogoutUri, backchannel_logout_session_required: true }
      : {}),
  };
}
