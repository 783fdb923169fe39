import type { Assumption } from "./assumption.ts";

/** Signing in, sessions and the clock. The key is the setting. */
export const signInAssumptions = {
  withoutRoles: {
    id: "SETTING-SIGNIN-01",
    basis: "INFERENCE",
    evidence:
      "Whether a person without roles can sign in. The role selection page says that an authenticated user may have no roles. The Identity Agent refused such users.",
    check: "Record the sign-in of a person without roles.",
    options: ["--har"],
  },
  roleAfterReauthentication: {
    id: "SETTING-SIGNIN-02",
    basis: "INFERENCE",
    evidence:
      "If a person signs in again in the same session, whether CIS2 asks for the role again. A public relying party asks for selectedrole together with prompt=login.",
    check: "Record two sign-ins in one browser, with selectedrole and prompt=login.",
    options: ["--har"],
  },
  defaultAcr: {
    id: "SETTING-SIGNIN-03",
    basis: "INFERENCE",
    evidence:
      "The acr if the request has no acr_values, or if no value is satisfied. Public NHS code treats a missing acr as AAL3_ANY.",
    check: "Record a sign-in without acr_values, and keep its ID token.",
    options: ["--har", "--id-token"],
  },
  acrBySmartcard: {
    id: "SETTING-SIGNIN-04",
    basis: "INFERENCE",
    evidence:
      "Which acr_values each smartcard client satisfies. We conclude it from the names of the values, because the official table is not public.",
    check: "Record a sign-in with one acr value, and keep its ID token.",
    options: ["--har", "--id-token"],
  },
  identityAgentRefusedFrom: {
    id: "SETTING-SIGNIN-05",
    basis: "INFERENCE",
    evidence:
      "From this time on the Identity Agent is refused. Smartcard Connect is the default client from February 2027, when the CIS1 authentication software is retired.",
    check: "Sign in with the Identity Agent after January 2027.",
    options: ["--har", "--id-token"],
  },
  signInLifetime: {
    id: "SETTING-SIGNIN-06",
    basis: "UNKNOWN",
    concerns: "people",
    evidence: "Assumed: a person must complete a sign-in within an hour. The value is in seconds. Not documented.",
    check: "Record the cookies that are set with the sign-in page.",
    options: ["--har"],
  },
  challengeLifetime: {
    id: "SETTING-SIGNIN-07",
    basis: "OURS",
    evidence: "How many seconds the challenge for a smartcard can be answered. We designed this.",
    check: "We designed this, because the real exchange is not public. Record a sign-in.",
    options: ["--har"],
  },
  sessionIdleLifetime: {
    id: "SETTING-SIGNIN-08",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: CIS2 ends a session after 15 minutes without use, as NHS relying parties do. The value is in seconds. CIS2's own limit is not documented.",
    check: "Record how long the session's cookie lasts.",
    options: ["--har"],
  },
  sessionLifetime: {
    id: "SETTING-SIGNIN-09",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Assumed: CIS2 ends a session after 12 hours, as NHS relying parties do. The value is in seconds. CIS2's own limit is not documented.",
    check: "Record a second sign-in in one browser, hours after the first.",
    options: ["--har"],
  },
  renewalNoticeDays: {
    id: "SETTING-SIGNIN-10",
    basis: "FACT",
    evidence:
      "How many days before a smartcard expires CIS2 offers to renew it. The self-renewal service is offered during the last 90 days.",
    check: "Record a sign-in with a card that expires within 90 days.",
    options: ["--har"],
  },
  unlockEmailDomains: {
    id: "SETTING-SIGNIN-11",
    basis: "UNKNOWN",
    concerns: "people",
    evidence:
      "Question: to which domains does self-service unlock send codes? The RA guide speaks of allowed domains, and the list is not public. Here codes go only to the domains in this list and below them. If the list is empty, codes go to all domains.",
    check: "Record a self-service unlock.",
    options: ["--har"],
  },
} as const satisfies Record<string, Assumption>;
