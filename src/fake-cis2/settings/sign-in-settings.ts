import { z } from "zod";
import { signInAssumptions as rows, described } from "../../assumptions/index.ts";
import { instantText } from "../../foundation/instant-schema.ts";
import { acr, seconds } from "./setting-types.ts";

/** Signing in, sessions and the clock. */
export const signInSettings = {
  withoutRoles: z.enum(["continue", "refuse"]).default("continue").describe(described(rows.withoutRoles)),
  roleAfterReauthentication: z.enum(["ask", "keep"]).default("ask").describe(described(rows.roleAfterReauthentication)),
  defaultAcr: acr.default("AAL3_ANY").describe(described(rows.defaultAcr)),
  acrBySmartcard: z
    .record(z.enum(["smartcard-connect", "identity-agent"]), z.array(acr))
    .default({
      "smartcard-connect": ["AAL3_ANY", "AAL2_OR_AAL3_ANY", "AAL3_SMARTCARD", "AAL3_CIS2_SMARTCARD"],
      "identity-agent": ["AAL3_ANY", "AAL2_OR_AAL3_ANY", "AAL3_SMARTCARD", "AAL3_N3_SMARTCARD"],
    })
    .describe(described(rows.acrBySmartcard)),
  identityAgentRefusedFrom: instantText
    .default("2027-02-01T00:00:00Z")
    .describe(described(rows.identityAgentRefusedFrom)),
  signInLifetime: seconds.default(3600).describe(described(rows.signInLifetime)),
  challengeLifetime: seconds.default(300).describe(described(rows.challengeLifetime)),
  sessionIdleLifetime: seconds.default(900).describe(described(rows.sessionIdleLifetime)),
  sessionLifetime: seconds.default(43_200).describe(described(rows.sessionLifetime)),
  renewalNoticeDays: z.int().min(0).max(1095).default(90).describe(described(rows.renewalNoticeDays)),
  unlockEmailDomains: z
    .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain in lower case"))
    .default([])
    .describe(described(rows.unlockEmailDomains)),
};
