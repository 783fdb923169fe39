import type { Assumption } from "./assumption.ts";

/** Logout tokens. The key is the setting. */
export const logoutAssumptions = {
  logoutTokenType: {
    id: "SETTING-LOGOUT-01",
    basis: "INFERENCE",
    evidence:
      "typ of logout tokens: JWT in the API platform's tests, logout+jwt in OpenID Connect Back-Channel Logout 1.0.",
    check: "Keep a logout token that your system gets, and read its header.",
    options: ["--logout-token"],
  },
  logoutTokenAlgorithm: {
    id: "SETTING-LOGOUT-02",
    basis: "INFERENCE",
    evidence: "One public relying party accepts only RS256 on logout tokens; the API platform's tests sign RS512.",
    check: "Keep a logout token that your system gets, and read its header.",
    options: ["--logout-token"],
  },
  logoutTokenExpires: {
    id: "SETTING-LOGOUT-03",
    basis: "INFERENCE",
    evidence: "exp of logout tokens is required by one public relying party and optional for another.",
    check: "Keep a logout token that your system gets, and decode it.",
    options: ["--logout-token"],
  },
  logoutTokenSid: {
    id: "SETTING-LOGOUT-04",
    basis: "INFERENCE",
    evidence:
      "sid of logout tokens is required by one public relying party, optional for another, and ignored by a third.",
    check: "Keep a logout token that your system gets, and decode it.",
    options: ["--logout-token"],
  },
  logoutRetries: {
    id: "SETTING-LOGOUT-05",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: CIS2 sends a logout token again if it was not accepted, each time after so many seconds. Not documented.",
    check: "Answer a logout token with 500, and record what comes at a proxy of your server.",
    options: ["--har"],
  },
} as const satisfies Record<string, Assumption>;
