import { z } from "zod";
import { claimAssumptions as rows, described } from "../../assumptions/index.ts";

/** Claims of the ID token and of userinfo. */
export const claimSettings = {
  assuranceLevelType: z.enum(["integer", "string"]).default("integer").describe(described(rows.assuranceLevelType)),
  identityAssuranceClaim: z
    .enum(["id_assurance_level", "idassurancelevel", "both"])
    .default("both")
    .describe(described(rows.identityAssuranceClaim)),
  selectedRoleIn: z.enum(["id_token", "userinfo", "both"]).default("id_token").describe(described(rows.selectedRoleIn)),
  rolesWhenNone: z.enum(["omitted", "empty"]).default("empty").describe(described(rows.rolesWhenNone)),
  emptyRoleLists: z.enum(["omitted", "empty"]).default("omitted").describe(described(rows.emptyRoleLists)),
  userIdClaimScopes: z
    .array(z.enum(["profile", "nhsperson", "nationalrbacaccess", "associatedorgs"]))
    .default(["nhsperson", "nationalrbacaccess", "associatedorgs"])
    .describe(described(rows.userIdClaimScopes)),
  organisationRolesScope: z
    .enum(["associatedorgs", "nationalrbacaccess", "organisationalmemberships"])
    .default("organisationalmemberships")
    .describe(described(rows.organisationRolesScope)),
  initialsOf: z
    .enum(["middle-names", "given-and-middle-names"])
    .default("middle-names")
    .describe(described(rows.initialsOf)),
  idTokenExtras: z.boolean().default(true).describe(described(rows.idTokenExtras)),
  amr: z
    .record(z.enum(["smartcard-connect", "identity-agent"]), z.array(z.string()))
    .default({ "smartcard-connect": ["CIS2_SMARTCARD"], "identity-agent": ["N3_SMARTCARD"] })
    .describe(described(rows.amr)),
  sessionIdFormat: z.enum(["url-safe", "base64"]).default("url-safe").describe(described(rows.sessionIdFormat)),
};
