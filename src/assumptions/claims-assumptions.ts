import type { Assumption } from "./assumption.ts";

/** Claims of the ID token and of userinfo. The key is the setting. */
export const claimAssumptions = {
  assuranceLevelType: {
    id: "SETTING-CLAIMS-01",
    basis: "FACT",
    evidence:
      "Whether assurance levels in the ID token are integers or strings. They are integers in the API platform's model and NHS Notify's types, and strings in a token captured from CIS2.",
    check: "Decode an ID token: are the levels numbers or strings?",
    options: ["--id-token"],
  },
  identityAssuranceClaim: {
    id: "SETTING-CLAIMS-02",
    basis: "FACT",
    evidence:
      "Whether the ID token has idassurancelevel, id_assurance_level or both. A token captured from CIS2 has both. The API platform's model has only id_assurance_level. Userinfo has idassurancelevel.",
    check: "Decode an ID token: which of the two names does it have?",
    options: ["--id-token"],
  },
  selectedRoleIn: {
    id: "SETTING-CLAIMS-03",
    basis: "FACT",
    evidence:
      "Whether selected_roleid is in the ID token, in userinfo or in both. The role selection page says the ID token. Some relying parties read it from userinfo.",
    check: "Ask for selectedrole, and look for selected_roleid in the ID token and in userinfo.",
    options: ["--id-token", "--userinfo"],
  },
  rolesWhenNone: {
    id: "SETTING-CLAIMS-04",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if a user has no roles, is nhsid_nrbac_roles empty, or is the claim left out? The claim is optional in public code.",
    check: "Read the userinfo of a person without roles, with the scope nationalrbacaccess.",
    options: ["--userinfo", "--token-response"],
  },
  emptyRoleLists: {
    id: "SETTING-CLAIMS-05",
    basis: "FACT",
    evidence:
      "Whether a role without activities, areas of work or workgroups has empty lists for them. The API platform's userinfo has no lists. A relying party's test data has empty lists.",
    check: "Read the userinfo of a person with a role that has no activities or workgroups.",
    options: ["--userinfo"],
  },
  userIdClaimScopes: {
    id: "SETTING-CLAIMS-06",
    basis: "FACT",
    evidence:
      "The scopes that give the claim nhsid_useruid. It is documented for nhsperson. Userinfo captured from CIS2 has it for profile, nationalrbacaccess and associatedorgs, and public NHS code reads it there.",
    check: "Read userinfo for one scope at a time, and look for nhsid_useruid.",
    options: ["--userinfo", "--token-response"],
  },
  organisationRolesScope: {
    id: "SETTING-CLAIMS-07",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: which scope gives the claim nhsid_org_roles? This is not documented. Userinfo captured with associatedorgs and nationalrbacaccess does not have the claim.",
    check: "Read userinfo for one scope at a time, and look for nhsid_org_roles.",
    options: ["--userinfo", "--token-response"],
  },
  initialsOf: {
    id: "SETTING-CLAIMS-08",
    basis: "INFERENCE",
    evidence:
      "Which of the person's names give the initials. In the API platform's userinfo, Test Surekha User has the initials \"S\", from the middle name only, as in an LDAP directory.",
    check: "Read the userinfo of a person with a middle name, with the scope nhsperson.",
    options: ["--userinfo"],
  },
  idTokenExtras: {
    id: "SETTING-CLAIMS-09",
    basis: "FACT",
    evidence:
      "The claims that ForgeRock AM adds to ID tokens (tokenName, realm, auditTrackingId, azp, at_hash, c_hash, s_hash...), as in the API platform's model.",
    check: "Decode an ID token: does it have tokenName, realm and auditTrackingId?",
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
      '"base64" gives sid the ordinary Base64 with "+", "/" and "=", as ForgeRock AM probably does. No public token shows the sid of CIS2.',
    check: "Decode an ID token: does sid have the characters +, / or =?",
    options: ["--id-token"],
  },
} as const satisfies Record<string, Assumption>;
