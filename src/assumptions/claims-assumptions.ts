import type { Assumption } from "./assumption.ts";

/** Claims of the ID token and of userinfo. The key is the setting. */
export const claimAssumptions = {
  assuranceLevelType: {
    id: "SETTING-CLAIMS-01",
    basis: "FACT",
    evidence:
      "Whether assurance levels in the ID token are integers or strings. They are integers in the API platform's public code and in NHS Notify's code. They are strings in a token captured from CIS2.",
    check: "Decode an ID token: are the levels numbers or strings?",
    options: ["--id-token"],
  },
  identityAssuranceClaim: {
    id: "SETTING-CLAIMS-02",
    basis: "FACT",
    evidence:
      "Whether the ID token has idassurancelevel, id_assurance_level or both. A token captured from CIS2 has both. The API platform's public code has only id_assurance_level. In userinfo the name is always idassurancelevel.",
    check: "Decode an ID token: which of the two names does it have?",
    options: ["--id-token"],
  },
  selectedRoleIn: {
    id: "SETTING-CLAIMS-03",
    basis: "FACT",
    evidence:
      "Whether selected_roleid is in the ID token, in userinfo or in both. CIS2's page about role selection says that it is in the ID token. Some relying parties read it from userinfo.",
    check: "Ask for the scope selectedrole, and look for selected_roleid in the ID token and in userinfo.",
    options: ["--id-token", "--userinfo"],
  },
  rolesWhenNone: {
    id: "SETTING-CLAIMS-04",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: if a user has no roles, is nhsid_nrbac_roles empty, or is the claim left out? In public NHS code the claim is optional.",
    check: "Read the userinfo of a person without roles. Ask for the scope nationalrbacaccess.",
    options: ["--userinfo", "--token-response"],
  },
  emptyRoleLists: {
    id: "SETTING-CLAIMS-05",
    basis: "FACT",
    evidence:
      "Whether userinfo has empty lists or no lists, if a role has no activities, areas of work or workgroups. The userinfo in the API platform's public code leaves the lists out. A relying party's test data has empty lists.",
    check: "Read the userinfo of a person with a role that has no activities or workgroups.",
    options: ["--userinfo"],
  },
  userIdClaimScopes: {
    id: "SETTING-CLAIMS-06",
    basis: "FACT",
    evidence:
      "The scopes that give the claim nhsid_useruid. CIS2's documentation names only nhsperson. But a userinfo response captured from CIS2 has the claim without nhsperson: its scopes are profile, nationalrbacaccess and associatedorgs. Public NHS code reads the claim from userinfo with these scopes.",
    check: "Read userinfo for one scope at a time, and look for nhsid_useruid.",
    options: ["--userinfo", "--token-response"],
  },
  organisationRolesScope: {
    id: "SETTING-CLAIMS-07",
    basis: "UNKNOWN",
    concerns: "systems",
    evidence:
      "Question: which scope gives the claim nhsid_org_roles? CIS2's documentation does not answer this question. Userinfo captured with the scopes associatedorgs and nationalrbacaccess does not have the claim.",
    check: "Read userinfo for one scope at a time, and look for nhsid_org_roles.",
    options: ["--userinfo", "--token-response"],
  },
  initialsOf: {
    id: "SETTING-CLAIMS-08",
    basis: "INFERENCE",
    evidence:
      "Which of the person's names give the initials. In the API platform's public code, the person Test Surekha User has the initials \"S\". So the initials come only from the middle name, as in an LDAP directory.",
    check: "Read the userinfo of a person who has a middle name. Ask for the scope nhsperson.",
    options: ["--userinfo"],
  },
  idTokenExtras: {
    id: "SETTING-CLAIMS-09",
    basis: "FACT",
    evidence:
      "Whether ID tokens have the claims that CIS2's own software, ForgeRock AM, adds. Some of them are tokenName, realm, auditTrackingId, azp, at_hash, c_hash and s_hash. The API platform's public code has these claims.",
    check: "Decode an ID token: does it have tokenName, realm and auditTrackingId?",
    options: ["--id-token"],
  },
  amr: {
    id: "SETTING-CLAIMS-10",
    basis: "INFERENCE",
    evidence:
      "The amr for each smartcard client. For the Identity Agent, N3_SMARTCARD is in all public test data. For Smartcard Connect, we conclude CIS2_SMARTCARD from the acr value AAL3_CIS2_SMARTCARD.",
    check: "Decode the ID token of a sign-in with Smartcard Connect.",
    options: ["--id-token"],
  },
  sessionIdFormat: {
    id: "SETTING-CLAIMS-11",
    basis: "INFERENCE",
    evidence:
      'The characters of sid. "url-safe": only characters that can be in a URL. "base64": also "+", "/" and "=", as ForgeRock AM probably does it. No public token shows a sid of CIS2.',
    check: "Decode an ID token: does sid have one of the characters +, / and =?",
    options: ["--id-token"],
  },
} as const satisfies Record<string, Assumption>;
