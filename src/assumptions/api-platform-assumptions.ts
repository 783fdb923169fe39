import type { Assumption } from "./assumption.ts";

/** The NHS API platform. The key is the setting. `compare` sees nothing of the platform. */
export const apiPlatformAssumptions = {
  accessTokenExpiryMs: {
    id: "SETTING-PLATFORM-01",
    basis: "FACT",
    evidence: "How long an access token is valid. The platform's tests expect expires_in 599.",
    check: "Exchange an ID token at the integration environment, and read expires_in.",
    options: [],
  },
  refreshTokenExpiryMs: {
    id: "SETTING-PLATFORM-02",
    basis: "FACT",
    evidence: "How long one refresh token is valid. The platform's tests expect 43199 seconds for CIS2.",
    check: "Exchange an ID token at the integration environment, and read refresh_token_expires_in.",
    options: [],
  },
  refreshTokensValidityMs: {
    id: "SETTING-PLATFORM-03",
    basis: "INFERENCE",
    evidence:
      "How long after the exchange tokens can be refreshed. In the platform's test each new refresh token is valid for a shorter time. So no refresh token is valid longer than the first one.",
    check: "Refresh at the integration environment an hour after an exchange, and read refresh_token_expires_in.",
    options: [],
  },
  appKeysCacheSeconds: {
    id: "SETTING-PLATFORM-04",
    basis: "FACT",
    evidence:
      "How long the platform keeps an app's JWKS: an hour (PopulateCache.CCJWKS). The platform does not see a key that is added during this hour. With 0, it reads the JWKS each time.",
    check: "Add a key to your app's JWKS, and see when the integration environment accepts it.",
    options: [],
  },
  contentTypeParameters: {
    id: "SETTING-PLATFORM-05",
    basis: "INFERENCE",
    evidence:
      "Whether \"application/x-www-form-urlencoded;charset=UTF-8\" counts as a form. The platform's proxy compares the whole header, but the NHS's Java tutorial sends the charset.",
    check: "Send a token request with a charset to the integration environment.",
    options: [],
  },
  sessionRole: {
    id: "SETTING-PLATFORM-06",
    basis: "INFERENCE",
    evidence:
      "Whether the Hello World API asks for the person's role, as APIs behind the platform's role service do: NHSD-Session-URID, selected_roleid or the only role in userinfo. The NHS's tutorials send no role.",
    check:
      "Call the Hello World API of the integration environment without NHSD-Session-URID, as a person with several roles.",
    options: [],
  },
  sidInTokenResponse: {
    id: "SETTING-PLATFORM-07",
    basis: "INFERENCE",
    evidence:
      "Whether the combined pattern's token response has sid. The platform has it only in the environment internal-dev, in which its tests run.",
    check: "Read the token response of a combined sign-in at the integration environment.",
    options: [],
  },
  accessTokenAfterRefresh: {
    id: "SETTING-PLATFORM-08",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if tokens are refreshed, does the older access token end? In the platform's logout test it has ended. No public text says when.",
    check: "Refresh at the integration environment, and call an API with the older access token.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
