import type { Assumption } from "./assumption.ts";

/** Claims of the ID token and of userinfo. The key is the setting. */
export const claimAssumptions = {
  assuranceLevelType: {
    id: "SETTING-CLAIMS-01",
    basis: "FACT",
    evidence:
      "Assurance levels in the ID token: integers in the API platform's model and NHS Notify's types, strings in a stub captured from CIS2.",
    check: "Decode an ID token: are the levels numbers or strings?",
    options: ["--id-token"],
  },
  identityAssuranceClaim: {
    id: "SETTING-CLAIMS-02",
    basis: "FACT",
    evidence:
      "Which of the two names the ID token has: both in a stub captured from CIS2, id_assurance_level alone in the API platform's model. Userinfo has idassurancelevel.",
    check: "Decode an ID token: which of the two names has it?",
    options: ["--id-token"],
  },
  selectedRoleIn: {
    id: "SETTING-CLAIMS-03",
    basis: "FACT",
    evidence: "The role selection page says the ID token; some relying parties read selected_roleid from userinfo.",
    check: "Ask for selectedrole; look for selected_roleid in the ID token and in userinfo.",
    options: ["--id-token", "--userinfo"],
  },
  rolesWhenNone: {
    id: "SETTING-CLAIMS-04",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: does a user without roles have an empty nhsid_nrbac_roles, or none at all? The claim is optional in public code.",
    check: "Read the userinfo of a person without roles, with the scope nationalrbacaccess.",
    options: ["--userinfo", "--token-response"],
  },
  emptyRoleLists: {
    id: "SETTING-CLAIMS-05",
    basis: "FACT",
    evidence:
      "Whether a role without activities, areas of work or workgroups has empty lists: members are absent in the API platform's userinfo, empty in a relying party's fixture.",
    check: "Read the userinfo of a person with a role that has no activities or workgroups.",
    options: ["--userinfo"],
  },
  userIdClaimScopes: {
    id: "SETTING-CLAIMS-06",
    basis: "FACT",
    evidence:
      "The scopes that bring nhsid_useruid. Documented for nhsperson; a stub captured from CIS2 has it for profile, nationalrbacaccess and associatedorgs, and public NHS code reads it there.",
    check: "Read userinfo for one scope at a time, and look for nhsid_useruid.",
    options: ["--userinfo", "--token-response"],
  },
  organisationRolesScope: {
    id: "SETTING-CLAIMS-07",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: which scope brings nhsid_org_roles? It is not documented. The claim is absent in a stub captured with associatedorgs and nationalrbacaccess.",
    check: "Read userinfo for one scope at a time, and look for nhsid_org_roles.",
    options: ["--userinfo", "--token-response"],
  },
  initialsOf: {
    id: "SETTING-CLAIMS-08",
    basis: "INFERENCE",
    evidence:
      'Whose initials the claim has: in the API platform\'s userinfo Test Surekha User has the initials "S", as an LDAP directory keeps them.',
    check: "Read the userinfo of a person with a middle name, with the scope nhsperson.",
    options: ["--userinfo"],
  },
  idTokenExtras: {
    id: "SETTING-CLAIMS-09",
    basis: "FACT",
    evidence:
      "Claims ForgeRock AM adds to ID tokens (tokenName, realm, auditTrackingId, azp, at_hash, c_hash, s_hash...), as in the API platform's model.",
    check: "Decode an ID token: has it tokenName, realm and auditTrackingId?",
    options: ["--id-token"],
  },
  amr: {
    id: "SETTING-CLAIMS-10",
    basis: "INFERENCE",
    evidence:
      "The amr of each smartcard client. N3_SMARTCARD is in every public fixture; CIS2_SMARTCARD follows from AAL3_CIS2_SMARTCARD.",
    check: "Decode the ID token of a sign-in with Smartcard Connect.",
    options: ["--id-token"],
  },
  sessionIdFormat: {
    id: "SETTING-CLAIMS-11",
    basis: "INFERENCE",
    evidence:
      '"base64" makes sid of ordinary Base64 with "+", "/" and "=", as ForgeRock AM is understood to; no public token shows CIS2\'s own.',
    check: "Decode an ID token: has sid the characters +, / or =?",
    options: ["--id-token"],
  },
} as const satisfies Record<string, Assumption>;
