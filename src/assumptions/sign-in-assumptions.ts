import type { Assumption } from "./assumption.ts";

/** Signing in, sessions and the clock. The key is the setting. */
export const signInAssumptions = {
  withoutRoles: {
    id: "SETTING-SIGNIN-01",
    basis: "INFERENCE",
    evidence:
      "Whether a person without roles can sign in. CIS2's page about role selection says that a signed-in user may have no roles. The Identity Agent refused such users.",
    check: "Record the sign-in of a person without roles.",
    options: ["--har"],
  },
  roleAfterReauthentication: {
    id: "SETTING-SIGNIN-02",
    basis: "INFERENCE",
    evidence:
      "Whether CIS2 asks for the role again, if a person signs in again in the same session. One relying party whose code is public sends the scope selectedrole together with prompt=login. We conclude that CIS2 asks again.",
    check: "Record two sign-ins in one browser, with selectedrole and prompt=login.",
    options: ["--har"],
  },
  defaultAcr: {
    id: "SETTING-SIGNIN-03",
    basis: "INFERENCE",
    evidence:
      "The acr in the ID token if the request has no acr_values, or if the sign-in satisfies none of them. Public NHS code treats a missing acr as AAL3_ANY.",
    check: "Record a sign-in without acr_values, and keep its ID token.",
    options: ["--har", "--id-token"],
  },
  acrBySmartcard: {
    id: "SETTING-SIGNIN-04",
    basis: "INFERENCE",
    evidence:
      "Which acr values a sign-in with each smartcard client satisfies. We conclude this from the names of the values, because the NHS's own table is not public.",
    check: "Record a sign-in with one acr value, and keep its ID token.",
    options: ["--har", "--id-token"],
  },
  identityAgentRefusedFrom: {
    id: "SETTING-SIGNIN-05",
    basis: "INFERENCE",
    evidence:
      "From this time on, CIS2 refuses the Identity Agent. The NHS says that Smartcard Connect is the default client from February 2027, when the NHS ends the CIS1 authentication software.",
    check: "Sign in with the Identity Agent after January 2027.",
    options: ["--har", "--id-token"],
  },
  signInLifetime: {
    id: "SETTING-SIGNIN-06",
    basis: "UNKNOWN",
    concerns: "people",
    evidence:
      "Assumed: a person must complete a sign-in within 3600 seconds (an hour). CIS2's documentation does not say this.",
    check: "Record the cookies that are set with the sign-in page.",
    options: ["--har"],
  },
  challengeLifetime: {
    id: "SETTING-SIGNIN-07",
    basis: "OURS",
    evidence: "For how many seconds the client can answer the challenge for a smartcard. We designed this.",
    check: "Record a sign-in. We designed this, because the real exchange is not public.",
    options: ["--har"],
  },
  sessionIdleLifetime: {
    id: "SETTING-SIGNIN-08",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: CIS2 ends a session that is not used for 900 seconds (15 minutes), as NHS relying parties do. CIS2's documentation does not say what the limit is.",
    check: "Record a sign-in, and read how long the session's cookie lasts.",
    options: ["--har"],
  },
  sessionLifetime: {
    id: "SETTING-SIGNIN-09",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: CIS2 ends a session after 43200 seconds (12 hours), as NHS relying parties do. CIS2's documentation does not say what the limit is.",
    check: "Record a second sign-in in the same browser, hours after the first.",
    options: ["--har"],
  },
  renewalNoticeDays: {
    id: "SETTING-SIGNIN-10",
    basis: "FACT",
    evidence:
      "CIS2 offers to renew a smartcard if it expires within this number of days. The NHS offers self-renewal during the last 90 days.",
    check: "Record a sign-in with a card that expires within 90 days.",
    options: ["--har"],
  },
  unlockEmailDomains: {
    id: "SETTING-SIGNIN-11",
    basis: "UNKNOWN",
    concerns: "people",
    evidence:
      "Question: to which email domains does self-service unlock send security codes? The NHS's guide for registration authorities mentions allowed domains, but the list is not public. In the testkit, this setting is the list, and each domain includes its subdomains. If the list is empty, all domains are allowed.",
    check: "Record a self-service unlock.",
    options: ["--har"],
  },
} as const satisfies Record<string, Assumption>;
