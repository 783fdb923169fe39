import { z } from "zod";
import { instantText } from "../../foundation/instant-schema.ts";
import { acr, seconds } from "./setting-types.ts";

/** Signing in, sessions and the clock. */
export const signInSettings = {
  withoutRoles: z
    .enum(["continue", "refuse"])
    .default("continue")
    .describe(
      "The role selection page: an authenticated user may have no roles and the design must cater for it. The Identity Agent refused such users.",
    ),
  roleAfterReauthentication: z
    .enum(["ask", "keep"])
    .default("ask")
    .describe(
      "Whether signing in again within a session asks for the role again. A relying party asks for selectedrole together with prompt=login.",
    ),
  defaultAcr: acr
    .default("AAL3_ANY")
    .describe("The acr of a request without acr_values: public NHS code treats a missing acr as AAL3_ANY."),
  acrBySmartcard: z
    .record(z.enum(["smartcard-connect", "identity-agent"]), z.array(acr))
    .default({
      "smartcard-connect": ["AAL3_ANY", "AAL2_OR_AAL3_ANY", "AAL3_SMARTCARD", "AAL3_CIS2_SMARTCARD"],
      "identity-agent": ["AAL3_ANY", "AAL2_OR_AAL3_ANY", "AAL3_SMARTCARD", "AAL3_N3_SMARTCARD"],
    })
    .describe(
      "Which acr_values each smartcard client satisfies; read from the names of the values, the official table is not public.",
    ),
  identityAgentRefusedFrom: instantText
    .default("2027-02-01T00:00:00Z")
    .describe(
      "Smartcard Connect is the default client from February 2027, when the CIS1 authentication software is retired.",
    ),
  signInLifetime: seconds.default(3600).describe("How long a sign-in may be under way. Not documented."),
  challengeLifetime: seconds.default(300).describe("How long the challenge for a smartcard can be answered. Ours."),
  sessionIdleLifetime: seconds
    .default(900)
    .describe("The provider's own limits are not documented; 15 minutes is what NHS relying parties apply."),
  sessionLifetime: seconds
    .default(43_200)
    .describe("The provider's own limits are not documented; 12 hours is what NHS relying parties apply."),
  renewalNoticeDays: z
    .int()
    .min(0)
    .max(1095)
    .default(90)
    .describe("The self-renewal service is offered during the 90 days before a smartcard expires."),
  unlockEmailDomains: z
    .array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain in lower case"))
    .default([])
    .describe(
      "Domains of the e-mail addresses that self-service unlock sends codes to, with those below them; all if none is named. The RA guide speaks of allowed domains, and the list is not public.",
    ),
};
