import type { Assumption } from "./assumption.ts";

/** What is asked of authorization and token requests. The key is the setting. */
export const requestAssumptions = {
  mandatoryScope: {
    id: "SETTING-REQUESTS-01",
    basis: "INFERENCE",
    evidence:
      'Which scope every request must have. The NHS\'s page about scopes says "oidc". But the example on that page and all public NHS code send "openid".',
    check: "Send a request with the scope oidc instead of openid.",
    options: ["--har"],
  },
  omittedRedirectUri: {
    id: "SETTING-REQUESTS-02",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if a relying party registered only one redirect_uri, may it leave out redirect_uri in its requests? OpenID Connect Core, section 3.1.2.1, does not allow this. CIS2's example sends redirect_uri.",
    check: "Register one redirect_uri, and send a request without it.",
    options: ["--har"],
  },
  pkce: {
    id: "SETTING-REQUESTS-03",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: CIS2 accepts PKCE and does not require it. No public text says that CIS2 requires PKCE. No relying party whose code is public needs it.",
    check: "Send a request without code_challenge.",
    options: ["--har"],
  },
  clientAssertionReplay: {
    id: "SETTING-REQUESTS-04",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: does CIS2 refuse a client assertion if its jti was used before? RFC 7523, section 3, allows CIS2 to refuse it. CIS2's documentation does not answer this question.",
    check: "Send one client assertion twice. Record the answers with a proxy between your server and CIS2.",
    options: ["--har"],
  },
  clientAssertionMaximumAhead: {
    id: "SETTING-REQUESTS-05",
    basis: "INFERENCE",
    evidence:
      "How many seconds in the future the exp of a client assertion may be. 0 means that there is no limit. ForgeRock AM refuses more than 30 minutes. So it also refuses an exp that is in milliseconds by mistake.",
    check:
      "Send a client assertion that expires in an hour. Record the answer with a proxy between your server and CIS2.",
    options: ["--har"],
  },
  otherTokenEndpointAuthMethod: {
    id: "SETTING-REQUESTS-06",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if a relying party is registered for client_secret_post, may it use client_secret_basic? May it use client_secret_post if it is registered for client_secret_basic? CIS2's documentation does not answer this question.",
    check:
      "Send the secret with the method that is not registered. Record the answer with a proxy between your server and CIS2.",
    options: ["--har"],
  },
  tokenRequestFromBrowser: {
    id: "SETTING-REQUESTS-07",
    basis: "INFERENCE",
    evidence:
      "Whether CIS2 accepts a token request with an Origin header. Browsers send this header. CIS2 requires a confidential client, and a page in a browser is not a confidential client. But a development proxy may forward the header to CIS2.",
    check: "Send a token request with an Origin header. Record the answer with a proxy between your server and CIS2.",
    options: ["--har"],
  },
  errorDescriptions: {
    id: "SETTING-REQUESTS-08",
    basis: "FACT",
    evidence:
      'The error_description in answers. "documented": a text from public NHS code, such as "JWT is not valid". "detailed": what was wrong.',
    check: "Redeem a code twice. Record the second answer with a proxy between your server and CIS2.",
    options: ["--har"],
  },
} as const satisfies Record<string, Assumption>;
