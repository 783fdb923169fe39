import type { Assumption } from "./assumption.ts";

/** Tokens, and the responses that carry them. The key is the setting. */
export const tokenAssumptions = {
  idTokenType: {
    id: "SETTING-TOKENS-01",
    basis: "INFERENCE",
    evidence: 'The typ in the header of ID tokens. The API platform refuses a CIS2 ID token whose typ is not "JWT".',
    check: "Read the header of an ID token.",
    options: ["--id-token"],
  },
  idTokenAlgorithm: {
    id: "SETTING-TOKENS-02",
    basis: "FACT",
    evidence:
      "The algorithm that signs ID tokens, if the relying party's registration names no other. CIS2 said RS256 for all clients (2020). The API platform also accepts RS512.",
    check: "Read the header of an ID token.",
    options: ["--id-token"],
  },
  tokenResponseNonce: {
    id: "SETTING-TOKENS-03",
    basis: "FACT",
    evidence: "Whether a token response repeats the request's nonce. A token response captured from CIS2 repeats it.",
    check: "Send a nonce, and read the token response.",
    options: ["--token-response", "--id-token"],
  },
  tokenResponseScope: {
    id: "SETTING-TOKENS-04",
    basis: "FACT",
    evidence:
      "The order of the scopes in a token response. A token response captured from CIS2 has another order than the request.",
    check: "Compare the scopes of the token response with the scopes of the request.",
    options: ["--token-response", "--har"],
  },
  authorizationResponseClientId: {
    id: "SETTING-TOKENS-05",
    basis: "FACT",
    evidence:
      "Whether an authorization response has client_id as well as code, iss and state. A response captured from CIS2 has it.",
    check: "Read the address to which the browser comes back.",
    options: ["--har"],
  },
  signedUserinfoAudience: {
    id: "SETTING-TOKENS-06",
    basis: "FACT",
    evidence:
      'Signed userinfo responses "do not currently contain an aud claim" (CIS2\'s page of changes, 7 May 2021).',
    check: "Register for signed userinfo, and decode it.",
    options: ["--userinfo"],
  },
  opaqueTokenLength: {
    id: "SETTING-TOKENS-07",
    basis: "INFERENCE",
    evidence:
      "How many characters codes and access tokens have. The codes and access tokens that suppliers have shown in public have 27.",
    check: "Count the characters of a code, or of an access token that is not a JWT.",
    options: ["--har", "--token-response"],
  },
  accessTokenLifetime: {
    id: "SETTING-TOKENS-08",
    basis: "FACT",
    evidence:
      "How many seconds an access token lasts. Token responses that NHS teams modelled or captured have expires_in 3599.",
    check: "Read expires_in of a token response.",
    options: ["--token-response"],
  },
  idTokenLifetime: {
    id: "SETTING-TOKENS-09",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: an ID token lasts an hour, about as long as an access token. The value is in seconds. Not documented.",
    check: "Subtract iat from exp in an ID token.",
    options: ["--id-token"],
  },
  codeLifetime: {
    id: "SETTING-TOKENS-10",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: a code can be redeemed for a minute. The value is in seconds. Not documented. RFC 6749, section 4.1.2, recommends ten minutes at most.",
    check: "Redeem a code late, and record it at a proxy of your server.",
    options: ["--har"],
  },
} as const satisfies Record<string, Assumption>;
