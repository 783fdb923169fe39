import type { Assumption } from "./assumption.ts";

/** The authentication service of CIS1. The key is the setting. `compare` sees nothing of it. */
export const cis1Assumptions = {
  identityAgentRefusedFrom: {
    id: "SETTING-GAS-01",
    basis: "INFERENCE",
    evidence:
      "From this time on, gas refuses every sign-in. The NHS ends CIS1 authentication at the end of February 2027. We conclude the exact time.",
    check: "Ask the NHS for the hour from which CIS1 refuses the Identity Agent.",
    options: [],
  },
  challengeSeconds: {
    id: "SETTING-GAS-02",
    basis: "UNKNOWN",
    concerns: "clients",
    evidence:
      "Assumed: at gas, the sign-in service of CIS1, the Identity Agent has 300 seconds to answer a challenge, as at the fake CIS2. No public text says this.",
    check:
      "Answer several challenges of the integration environment: the first after one minute, the second after two minutes, and so on.",
    options: [],
  },
  ticketMinutes: {
    id: "SETTING-GAS-03",
    basis: "FACT",
    evidence:
      "For how many minutes a ticket is valid. In a public recording, sso_max_session_time and sso_session_time are 600.",
    check: "Read sso_max_session_time in an answer to authvalidate.",
    options: [],
  },
  withoutRoles: {
    id: "SETTING-GAS-04",
    basis: "FACT",
    evidence:
      "Whether a person without a role can sign in. An older NHS page says that the Identity Agent refuses such a person.",
    check: "Sign in with the Identity Agent as a person without roles.",
    options: [],
  },
  gasVersion: {
    id: "SETTING-GAS-05",
    basis: "FACT",
    evidence: "The gas_version in the answers of gas. The default is the version in a public recording.",
    check: "Read gas_version in an answer to authactivate.",
    options: [],
  },
} as const satisfies Record<string, Assumption>;
