import type { Assumption } from "./assumption.ts";

/** The authentication service of CIS1. The key is the setting. `compare` sees nothing of it. */
export const cis1Assumptions = {
  identityAgentRefusedFrom: {
    id: "SETTING-GAS-01",
    basis: "INFERENCE",
    evidence: "From this time on gas refuses every sign-in. CIS1 authentication retires at the end of February 2027.",
    check: "Ask the NHS for the hour at which the Identity Agent is refused.",
    options: [],
  },
  challengeSeconds: {
    id: "SETTING-GAS-02",
    basis: "UNKNOWN",
    concerns: "clients",
    evidence:
      "Assumed: a challenge can be answered for five minutes, as at the fake CIS2. The value is in seconds. Not documented.",
    check: "Answer challenges of the integration environment, each a minute later than the one before.",
    options: [],
  },
  ticketMinutes: {
    id: "SETTING-GAS-03",
    basis: "FACT",
    evidence:
      "For how many minutes a ticket is valid. sso_max_session_time and sso_session_time are 600 in a public recording.",
    check: "Read sso_max_session_time in an answer to authvalidate.",
    options: [],
  },
  withoutRoles: {
    id: "SETTING-GAS-04",
    basis: "FACT",
    evidence:
      "Whether a person without a role can sign in. An older NHS page says that the Identity Agent refuses this.",
    check: "Sign in with the Identity Agent as a person without roles.",
    options: [],
  },
  gasVersion: {
    id: "SETTING-GAS-05",
    basis: "FACT",
    evidence: "The gas_version that a public recording shows.",
    check: "Read gas_version in an answer to authactivate.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
