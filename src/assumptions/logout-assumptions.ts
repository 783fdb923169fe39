import type { Assumption } from "./assumption.ts";

/** Logout tokens. The key is the setting. */
export const logoutAssumptions = {
  logoutTokenType: {
    id: "SETTING-LOGOUT-01",
    basis: "INFERENCE",
    evidence:
      "The typ in the header of logout tokens. It is JWT in the API platform's tests, and logout+jwt in OpenID Connect Back-Channel Logout 1.0.",
    check: "Keep a logout token that your system gets, and read its header.",
    options: ["--logout-token"],
  },
  logoutTokenAlgorithm: {
    id: "SETTING-LOGOUT-02",
    basis: "INFERENCE",
    evidence:
      "The algorithm that signs logout tokens. One relying party whose code is public accepts only RS256. The API platform's tests use RS512.",
    check: "Keep a logout token that your system gets, and read its header.",
    options: ["--logout-token"],
  },
  logoutTokenExpires: {
    id: "SETTING-LOGOUT-03",
    basis: "INFERENCE",
    evidence:
      "Whether logout tokens have exp. One relying party whose code is public requires exp, and another does not.",
    check: "Keep a logout token that your system gets, and decode it.",
    options: ["--logout-token"],
  },
  logoutTokenSid: {
    id: "SETTING-LOGOUT-04",
    basis: "INFERENCE",
    evidence:
      "Whether logout tokens have sid. One relying party whose code is public requires sid, another does not, and a third ignores it.",
    check: "Keep a logout token that your system gets, and decode it.",
    options: ["--logout-token"],
  },
  logoutRetries: {
    id: "SETTING-LOGOUT-05",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: if a relying party does not accept a logout token, CIS2 tries again. It waits 1 second before the second try, then 5 seconds, then 30 seconds. CIS2's documentation does not say this.",
    check: "Answer a logout token with 500. With a proxy between your server and CIS2, record what CIS2 sends next.",
    options: ["--har"],
  },
} as const satisfies Record<string, Assumption>;
