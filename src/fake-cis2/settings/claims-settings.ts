import { z } from "zod";

/** Claims of the ID token and of userinfo. */
export const claimSettings = {
  assuranceLevelType: z
    .enum(["integer", "string"])
    .default("integer")
    .describe(
      "Assurance levels in the ID token: integers in the API platform's model and NHS Notify's types, strings in a stub captured from CIS2.",
    ),
  identityAssuranceClaim: z
    .enum(["id_assurance_level", "idassurancelevel", "both"])
    .default("both")
    .describe(
      "Which of the two names the ID token has: both in a stub captured from CIS2, id_assurance_level alone in the API platform's model. Userinfo has idassurancelevel.",
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
  emptyRoleLists: z
    .enum(["omitted", "empty"])
    .default("omitted")
    .describe(
      "Whether a role without activities, areas of work or workgroups has empty lists: members are absent in the API platform's userinfo, empty in a relying party's fixture.",
    ),
  userIdClaimScopes: z
    .array(z.enum(["profile", "nhsperson", "nationalrbacaccess", "associatedorgs"]))
    .default(["nhsperson", "nationalrbacaccess", "associatedorgs"])
    .describe(
      "The scopes that bring nhsid_useruid. Documented for nhsperson; a stub captured from CIS2 has it for profile, nationalrbacaccess and associatedorgs, and public NHS code reads it there.",
    ),
  organisationRolesScope: z
    .enum(["associatedorgs", "nationalrbacaccess", "organisationalmemberships"])
    .default("organisationalmemberships")
    .describe(
      "The scope that brings nhsid_org_roles, which is not documented. The claim is absent in a stub captured with associatedorgs and nationalrbacaccess.",
    ),
  initialsOf: z
    .enum(["middle-names", "given-and-middle-names"])
    .default("middle-names")
    .describe(
      'Whose initials the claim has: in the API platform\'s userinfo Test Surekha User has the initials "S", as an LDAP directory keeps them.',
    ),
  idTokenExtras: z
    .boolean()
    .default(true)
    .describe(
      "Claims ForgeRock AM adds to ID tokens (tokenName, realm, auditTrackingId, azp, at_hash, c_hash, s_hash...), as in the API platform's model.",
    ),
  amr: z
    .record(z.enum(["smartcard-connect", "identity-agent"]), z.array(z.string()))
    .default({ "smartcard-connect": ["CIS2_SMARTCARD"], "identity-agent": ["N3_SMARTCARD"] })
    .describe(
      "The amr of each smartcard client. N3_SMARTCARD is in every public fixture; CIS2_SMARTCARD follows from AAL3_CIS2_SMARTCARD.",
    ),
  sessionIdFormat: z
    .enum(["url-safe", "base64"])
    .default("url-safe")
    .describe(
      '"base64" makes sid of ordinary Base64 with "+", "/" and "=", as ForgeRock AM is understood to; no public token shows CIS2\'s own.',
    ),
};
