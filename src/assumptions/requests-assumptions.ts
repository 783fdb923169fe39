import type { Assumption } from "./assumption.ts";

/** What is asked of authorization and token requests. The key is the setting. */
export const requestAssumptions = {
  mandatoryScope: {
    id: "SETTING-REQUESTS-01",
    basis: "INFERENCE",
    evidence:
      'Which scope is mandatory. The NHS\'s page about scopes says "oidc". That page\'s example and all public NHS code send "openid".',
    check: "Send a request with oidc instead of openid.",
    options: ["--har"],
  },
  omittedRedirectUri: {
    id: "SETTING-REQUESTS-02",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: may redirect_uri be left out if only one is registered? OpenID Connect Core 3.1.2.1 requires it. CIS2's example sends it.",
    check: "Register one redirect_uri, and send a request without it.",
    options: ["--har"],
  },
  pkce: {
    id: "SETTING-REQUESTS-03",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: CIS2 accepts PKCE and does not require it. No public text says that CIS2 requires it, and no public NHS relying party depends on it.",
    check: "Send a request without code_challenge.",
    options: ["--har"],
  },
  clientAssertionReplay: {
    id: "SETTING-REQUESTS-04",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: is a client assertion refused if its jti was used before (RFC 7523 section 3)? Not documented.",
    check: "Send one client assertion twice, and record it at a proxy of your server.",
    options: ["--har"],
  },
  clientAssertionMaximumAhead: {
    id: "SETTING-REQUESTS-05",
    basis: "INFERENCE",
    evidence:
      "How many seconds ahead the exp of a client assertion may be. 0 means any number. ForgeRock AM refuses more than 30 minutes. So it also refuses an exp in milliseconds.",
    check: "Send a client assertion that expires in an hour, and record it at a proxy of your server.",
    options: ["--har"],
  },
  otherTokenEndpointAuthMethod: {
    id: "SETTING-REQUESTS-06",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if a relying party is registered for client_secret_post, may it use client_secret_basic, and the other way round? Not documented.",
    check: "Send the secret with the method that is not registered, and record it at a proxy of your server.",
    options: ["--har"],
  },
  tokenRequestFromBrowser: {
    id: "SETTING-REQUESTS-07",
    basis: "INFERENCE",
    evidence:
      "Whether a token request with an Origin header is accepted. CIS2 requires a confidential client, and a page in a browser is not one. But a development proxy may forward the header.",
    check: "Send a token request with an Origin header, and record it at a proxy of your server.",
    options: ["--har"],
  },
  errorDescriptions: {
    id: "SETTING-REQUESTS-08",
    basis: "FACT",
    evidence:
      '"documented": the fake CIS2 answers with the descriptions in public NHS code, such as "JWT is not valid". "detailed": it says what was wrong.',
    check: "Redeem a code twice, and record the answer at a proxy of your server.",
    options: ["--har"],
  },
} as const satisfies Record<string, Assumption>;
