import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

const seconds = z.int().min(1).max(31_536_000);
const acr = z.string().regex(/^[A-Z0-9_]+$/);

/**
 * How the fake CIS2 behaves where public sources disagree or say nothing. The default is the documented behaviour, and
 * where none is documented the one that public NHS code copes with; each setting says which, and why it can be changed.
 */
export const settingsSchema = z.strictObject({
  mandatoryScope: z
    .enum(["openid", "oidc"])
    .default("openid")
    .describe(
      'The scopes page calls the mandatory scope "oidc"; its own example and all public NHS code send "openid".',
    ),
  issuerPort: z
    .enum(["as-served", "explicit"])
    .default("as-served")
    .describe(
      '"explicit" writes the default port into the issuer (":443") as the live service does; the rest of its addresses have none.',
    ),
  assuranceLevelType: z
    .enum(["integer", "string"])
    .default("integer")
    .describe(
      "Assurance levels in the ID token: an integer in the API platform's model, a string in a relying party's fixture.",
    ),
  identityAssuranceClaim: z
    .enum(["id_assurance_level", "idassurancelevel", "both"])
    .default("id_assurance_level")
    .describe(
      "The ID token has id_assurance_level and userinfo idassurancelevel; one public relying party reads the latter from the ID token.",
    ),
  selectedRoleIn: z
    .enum(["id_token", "userinfo", "both"])
    .default("id_token")
    .describe("The role selection page says the ID token; some relying parties read selected_roleid from userinfo."),
  rolesWhenNone: z
    .enum(["omitted", "empty"])
    .default("empty")
    .describe(
      "Whether a user without roles has an empty nhsid_nrbac_roles or none at all: the claim is optional in public code.",
    ),
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
  acrValues: z
    .array(acr)
    .nonempty()
    .default([
      "AAL3_ANY",
      "AAL2_OR_AAL3_ANY",
      "AAL2_ANY",
      "AAL2_TOTP",
      "AAL2_NHSMAIL",
      "AAL3_IOS",
      "AAL3_FIDO2",
      "AAL3_N3_SMARTCARD",
      "AAL3_CIS2_SMARTCARD",
      "AAL3_SMARTCARD",
    ])
    .describe("acr_values_supported: the values seen in public NHS code. The official table is not public."),
  acrBySmartcard: z
    .record(z.enum(["smartcard-connect", "identity-agent"]), z.array(acr))
    .default({
      "smartcard-connect": ["AAL3_ANY", "AAL2_OR_AAL3_ANY", "AAL3_SMARTCARD", "AAL3_CIS2_SMARTCARD"],
      "identity-agent": ["AAL3_ANY", "AAL2_OR_AAL3_ANY", "AAL3_SMARTCARD", "AAL3_N3_SMARTCARD"],
    })
    .describe(
      "Which acr_values each smartcard client satisfies; read from the names of the values, the official table is not public.",
    ),
  amr: z
    .record(z.enum(["smartcard-connect", "identity-agent"]), z.array(z.string()))
    .default({ "smartcard-connect": ["CIS2_SMARTCARD"], "identity-agent": ["N3_SMARTCARD"] })
    .describe(
      "The amr of each smartcard client. N3_SMARTCARD is in every public fixture; CIS2_SMARTCARD follows from AAL3_CIS2_SMARTCARD.",
    ),
  identityAgentRefusedFrom: z.iso
    .datetime()
    .default("2027-02-01T00:00:00Z")
    .describe(
      "Smartcard Connect is the default client from February 2027, when the CIS1 authentication software is retired.",
    ),
  pkce: z
    .enum(["accepted", "required"])
    .default("accepted")
    .describe("No public text says that CIS2 asks for PKCE; no public NHS relying party depends on it."),
  clientAssertionReplay: z
    .enum(["refused", "accepted"])
    .default("refused")
    .describe("Whether a client assertion whose jti was used before is refused (RFC 7523 section 3); not documented."),
  errorDescriptions: z
    .enum(["documented", "detailed"])
    .default("documented")
    .describe(
      '"documented" answers with the descriptions seen in public NHS code, such as "JWT is not valid"; "detailed" says what was wrong.',
    ),
  idTokenExtras: z
    .boolean()
    .default(true)
    .describe(
      "Claims ForgeRock AM adds to ID tokens (tokenName, realm, auditTrackingId, azp, at_hash, c_hash, s_hash...), as in the API platform's model.",
    ),
  accessTokenLifetime: seconds.default(3600).describe("A token response modelled in an NHS test has expires_in 3599."),
  idTokenLifetime: seconds.default(3600).describe("Not documented; the same as the access token's."),
  codeLifetime: seconds.default(60).describe("Not documented; short, as RFC 6749 section 4.1.2 recommends."),
  signInLifetime: seconds.default(3600).describe("How long a sign-in may be under way. Not documented."),
  challengeLifetime: seconds.default(300).describe("How long the challenge for a smartcard can be answered. Ours."),
  sessionIdleLifetime: seconds
    .default(900)
    .describe("The provider's own limits are not documented; 15 minutes is what NHS relying parties apply."),
  sessionLifetime: seconds
    .default(43_200)
    .describe("The provider's own limits are not documented; 12 hours is what NHS relying parties apply."),
  logoutTokenType: z
    .enum(["JWT", "logout+jwt"])
    .default("JWT")
    .describe(
      "typ of logout tokens: JWT in the API platform's tests, logout+jwt in OpenID Connect Back-Channel Logout 1.0.",
    ),
  logoutTokenAlgorithm: z
    .enum(["RS256", "RS512"])
    .default("RS256")
    .describe("One public relying party accepts only RS256 on logout tokens; the API platform's tests sign RS512."),
  logoutTokenExpires: z
    .boolean()
    .default(true)
    .describe("exp of logout tokens is required by one public relying party and optional for another."),
  logoutTokenSid: z
    .boolean()
    .default(true)
    .describe(
      "sid of logout tokens is required by one public relying party, optional for another, and ignored by a third.",
    ),
  logoutRetries: z
    .array(seconds)
    .default([1, 5, 30])
    .describe("Seconds between attempts to deliver a logout token. Not documented."),
  renewalNoticeDays: z
    .int()
    .min(0)
    .max(1095)
    .default(90)
    .describe("The self-renewal service is offered during the 90 days before a smartcard expires."),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;

/** Fills in what is not given. Throws CONFIGURATION_INVALID, naming the setting. */
export function parseSettings(input: unknown = {}): Settings {
  const result = safeParse(settingsSchema, input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const setting = ["settings", ...(issue?.path ?? [])].join(".");
  throw new TestkitError(
    "CONFIGURATION_INVALID",
    { setting, reason: issue?.message ?? "invalid" },
    { cause: result.error },
  );
}
