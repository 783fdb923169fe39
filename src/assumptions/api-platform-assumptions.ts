import type { Assumption } from "./assumption.ts";

/** The NHS API platform. The key is the setting. `compare` sees nothing of the platform. */
export const apiPlatformAssumptions = {
  accessTokenExpiryMs: {
    id: "SETTING-PLATFORM-01",
    basis: "FACT",
    evidence:
      "For how many milliseconds an access token is valid. The platform's tests expect that expires_in is 599, one second less than the default.",
    check: "Exchange an ID token at the platform's integration environment, and read expires_in.",
    options: [],
  },
  refreshTokenExpiryMs: {
    id: "SETTING-PLATFORM-02",
    basis: "FACT",
    evidence:
      "For how many milliseconds a refresh token is valid. For CIS2, the platform's tests expect that refresh_token_expires_in is 43199, one second less than the default.",
    check: "Exchange an ID token at the platform's integration environment, and read refresh_token_expires_in.",
    options: [],
  },
  refreshTokensValidityMs: {
    id: "SETTING-PLATFORM-03",
    basis: "INFERENCE",
    evidence:
      "For how many milliseconds after the exchange a system can refresh its tokens. In the platform's test, each new refresh token is valid for a shorter time than the one before. We conclude that all refresh tokens expire at the same time as the first one.",
    check:
      "An hour after an exchange, refresh the tokens at the platform's integration environment. Then read refresh_token_expires_in.",
    options: [],
  },
  appKeysCacheSeconds: {
    id: "SETTING-PLATFORM-04",
    basis: "FACT",
    evidence:
      "For how many seconds the platform keeps the JWKS (the public keys) of an app. The platform's code keeps them for an hour (PopulateCache.CCJWKS). During this hour the platform does not see a key that you add. If the setting is 0, the platform reads the JWKS each time.",
    check: "Add a key to your app's JWKS, and see when the platform's integration environment accepts the key.",
    options: [],
  },
  contentTypeParameters: {
    id: "SETTING-PLATFORM-05",
    basis: "INFERENCE",
    evidence:
      "Whether the platform accepts the content type \"application/x-www-form-urlencoded;charset=UTF-8\". The platform's proxy seems to refuse it, because it compares the whole header. But the NHS's Java tutorial sends the charset, so we conclude that the platform accepts it.",
    check: "Send a token request with a charset to the platform's integration environment.",
    options: [],
  },
  sessionRole: {
    id: "SETTING-PLATFORM-06",
    basis: "INFERENCE",
    evidence:
      "Whether the Hello World API checks the person's role. The APIs behind the platform's role service check it. They read the role from the header NHSD-Session-URID or from selected_roleid. If both are missing, they use the person's only role in userinfo. The NHS's tutorials for the Hello World API send no role.",
    check:
      "As a person with several roles, call the Hello World API of the integration environment without NHSD-Session-URID.",
    options: [],
  },
  sidInTokenResponse: {
    id: "SETTING-PLATFORM-07",
    basis: "INFERENCE",
    evidence:
      "Whether a token response has sid if the system uses the combined pattern, in which the platform sends the person to CIS2. The real platform adds sid only in the environment internal-dev. The platform's tests run in that environment.",
    check: "Sign in with the combined pattern at the platform's integration environment, and read the token response.",
    options: [],
  },
  accessTokenAfterRefresh: {
    id: "SETTING-PLATFORM-08",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if a system refreshes its tokens, does the API platform end the older access token? In the platform's logout test the older token has ended. No public text says when it ends.",
    check:
      "Refresh the tokens at the platform's integration environment. Then call an API with the older access token.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
