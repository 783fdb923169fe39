import { commonName, displayName, initials } from "../../care-identity/directory/names.ts";
import type { DirectoryUser, HeldRole } from "../../care-identity/directory/directory.ts";
import type { Settings } from "../settings/settings.ts";

/** The professional numbers of the professionalmemberships scope (NHS Identity, Scopes and Claims, 2019). */
const memberships = ["gmc", "gdp", "gdc", "rcn", "gmp", "nmc", "consultant", "gphc"] as const;

/** Claims of the ID token: those of OpenID Connect, those CIS2 adds, and those ForgeRock AM adds of itself. */
const idTokenClaims = [
  "sub",
  "acr",
  "amr",
  "auth_time",
  "sid",
  "id_assurance_level",
  "authentication_assurance_level",
  "selected_roleid",
  "azp",
  "subname",
  "realm",
  "tokenName",
  "tokenType",
  "auditTrackingId",
  "org.forgerock.openidconnect.ops",
  "at_hash",
  "c_hash",
  "s_hash",
];

const claimsByScope = {
  profile: ["name", "family_name", "given_name", "uid"],
  email: ["email"],
  nhsperson: ["nhsid_useruid", "title", "idassurancelevel", "initials", "middle_names", "display_name"],
  associatedorgs: ["nhsid_user_orgs"],
  nationalrbacaccess: ["nhsid_nrbac_roles"],
  professionalmemberships: [...memberships],
  organisationalmemberships: ["nhsid_org_memberships"],
  selectedrole: ["selected_roleid"],
  changedrole: ["selected_roleid"],
};

/** Which claims each scope asks for. Those of every scope but openid come from userinfo. */
export function scopeClaims({ identityAssuranceClaim }: Settings): Record<string, string[]> {
  const openid =
    identityAssuranceClaim === "id_assurance_level" ? idTokenClaims : [...idTokenClaims, "idassurancelevel"];
  return { openid, ...claimsByScope };
}

/** The claims userinfo has of a user, for all scopes; the provider leaves out what was not asked for. */
export function userinfoClaims(user: DirectoryUser, selectedRole: string | undefined, settings: Settings) {
  const roles = user.roles.map(roleClaim);
  return {
    name: commonName(user),
    family_name: user.familyName,
    given_name: user.givenName,
    uid: user.userId,
    email: user.email,
    nhsid_useruid: user.userId,
    ...(user.title === "" ? {} : { title: user.title }),
    idassurancelevel: String(user.idAssuranceLevel),
    initials: initials(user),
    ...(user.middleNames === undefined ? {} : { middle_names: user.middleNames }),
    display_name: displayName(user),
    nhsid_user_orgs: organisationsOf(user).map(({ organisationCode, organisationName }) => ({
      org_code: organisationCode,
      org_name: organisationName,
    })),
    ...(roles.length === 0 && settings.rolesWhenNone === "omitted" ? {} : { nhsid_nrbac_roles: roles }),
    ...user.professionalMemberships,
    nhsid_org_memberships: organisationsOf(user).map((role) => ({
      person_orgid: role.personOrgId,
      org_code: role.organisationCode,
      org_name: role.organisationName,
    })),
    ...(selectedRole !== undefined && settings.selectedRoleIn !== "id_token" ? { selected_roleid: selectedRole } : {}),
  };
}

/** The assurance claims of the ID token, named and typed as the settings say. */
export function assuranceClaims({ idAssuranceLevel }: DirectoryUser, settings: Settings) {
  const { assuranceLevelType, identityAssuranceClaim: name } = settings;
  const typed = (level: number) => (assuranceLevelType === "integer" ? level : String(level));
  return {
    ...(name === "idassurancelevel" ? {} : { id_assurance_level: typed(idAssuranceLevel) }),
    ...(name === "id_assurance_level" ? {} : { idassurancelevel: typed(idAssuranceLevel) }),
    authentication_assurance_level: typed(3),
  };
}

function roleClaim(role: HeldRole) {
  return {
    person_orgid: role.personOrgId,
    person_roleid: role.roleId,
    org_code: role.organisationCode,
    role_name: role.roleName,
    role_code: role.roleCode,
    activities: role.activities.map(({ name }) => name),
    activity_codes: role.activities.map(({ code }) => code),
    aow: role.areasOfWork.map(({ name }) => name),
    aow_codes: role.areasOfWork.map(({ code }) => code),
    workgroups: role.workgroups.map(({ name }) => name),
    workgroups_codes: role.workgroups.map(({ code }) => code),
  };
}

function organisationsOf({ roles }: DirectoryUser): HeldRole[] {
  return [...new Map(roles.map((role) => [role.organisationCode, role])).values()];
}
