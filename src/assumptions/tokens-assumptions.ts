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
      "The algorithm that signs ID tokens, if the relying party's registration does not name one. In 2020 the CIS2 team said that it is RS256 for all relying parties. The API platform also accepts RS512.",
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
      'The order of the scopes in a token response. "own-order": CIS2\'s own order. "as-asked": the order in the request. In a token response captured from CIS2, the order is not the order in the request.',
    check: "Compare the scopes of the token response with the scopes of the request.",
    options: ["--token-response", "--har"],
  },
  authorizationResponseClientId: {
    id: "SETTING-TOKENS-05",
    basis: "FACT",
    evidence:
      "Whether an authorization response has client_id as well as code, iss and state. An authorization response captured from CIS2 has client_id.",
    check: "Read the address to which CIS2 sends the browser back.",
    options: ["--har"],
  },
  signedUserinfoAudience: {
    id: "SETTING-TOKENS-06",
    basis: "FACT",
    evidence:
      'Whether signed userinfo has aud. CIS2\'s page of changes (7 May 2021) says that signed userinfo responses "do not currently contain an aud claim".',
    check: "Register your relying party for signed userinfo, and decode the userinfo.",
    options: ["--userinfo"],
  },
  opaqueTokenLength: {
    id: "SETTING-TOKENS-07",
    basis: "INFERENCE",
    evidence:
      "How many characters codes and access tokens have. Suppliers have shown codes and access tokens in public, and these have 27 characters.",
    check: "Count the characters of a code, or of an access token that is not a JWT.",
    options: ["--har", "--token-response"],
  },
  accessTokenLifetime: {
    id: "SETTING-TOKENS-08",
    basis: "FACT",
    evidence:
      "For how many seconds an access token is valid. In token responses that NHS teams modelled or captured, expires_in is 3599.",
    check: "Read expires_in in a token response.",
    options: ["--token-response"],
  },
  idTokenLifetime: {
    id: "SETTING-TOKENS-09",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: an ID token is valid for 3600 seconds (an hour), about as long as an access token. CIS2's documentation does not say this.",
    check: "Subtract iat from exp in an ID token.",
    options: ["--id-token"],
  },
  codeLifetime: {
    id: "SETTING-TOKENS-10",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: an authorization code is valid for 60 seconds. CIS2's documentation does not say this. RFC 6749, section 4.1.2, recommends ten minutes at most.",
    check: "Redeem a code late. Record the answer with a proxy between your server and CIS2.",
    options: ["--har"],
  },
} as const satisfies Record<string, Assumption>;
