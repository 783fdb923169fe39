import { z } from "zod";
import { seconds } from "./setting-types.ts";

/** Tokens, and the responses that carry them. */
export const tokenSettings = {
  idTokenType: z
    .enum(["JWT", "absent"])
    .default("JWT")
    .describe('typ in the header of ID tokens: the API platform refuses a CIS2 ID token whose typ is not "JWT".'),
  idTokenAlgorithm: z
    .enum(["RS256", "RS512"])
    .default("RS256")
    .describe(
      "How ID tokens are signed, unless the relying party's registration says otherwise. CIS2 said RS256 for all clients (2020); the API platform takes RS512 as well.",
    ),
  tokenResponseNonce: z
    .boolean()
    .default(true)
    .describe("Whether a token response repeats the request's nonce, as one captured from CIS2 does."),
  tokenResponseScope: z
    .enum(["own-order", "as-asked"])
    .default("own-order")
    .describe("The order of scope in a token response: in one captured from CIS2 it is not the order of the request."),
  authorizationResponseClientId: z
    .boolean()
    .default(true)
    .describe("Whether an authorization response has client_id beside code, iss and state, as one captured from CIS2."),
  signedUserinfoAudience: z
    .boolean()
    .default(false)
    .describe(
      'Signed userinfo responses "do not currently contain an aud claim" (CIS2\'s page of changes, 7 May 2021).',
    ),
  opaqueTokenLength: z
    .int()
    .min(22)
    .max(128)
    .default(27)
    .describe("Characters of codes and access tokens: 27 in those that suppliers have shown in public."),
  accessTokenLifetime: seconds
    .default(3599)
    .describe("Token responses modelled and captured by NHS teams have expires_in 3599."),
  idTokenLifetime: seconds.default(3600).describe("Not documented; the same as the access token's."),
  codeLifetime: seconds.default(60).describe("Not documented; short, as RFC 6749 section 4.1.2 recommends."),
};
