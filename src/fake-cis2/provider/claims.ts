import {
  commonName,
  displayName,
  forenamesOf,
  initialsOf,
  middleNamesOf,
} from "../../care-identity/directory/names.ts";
import type { DirectoryUser, HeldRole } from "../../care-identity/directory/directory.ts";
import { isWithoutCard } from "../../care-identity/authenticators/authenticators.ts";
import { type Authenticator, meansOf } from "../sign-in/authenticators.ts";
import type { Settings } from "../settings/settings.ts";

/** The claims of the professionalmemberships scope (identity-service-api 5100cca3, e2e/tests/utils/response_bank.py). */
const memberships = [
  "gmc_id",
  "gdp_id",
  "gdc_id",
  "rcn_id",
  "gmp_id",
  "nmc_id",
  "consultant_id",
  "gphc_id",
] as const satisfies (keyof NonNullable<DirectoryUser["professionalMemberships"]>)[];

/** Claims of the ID token: those of OpenID Connect, those CIS2 adds, and those ForgeRock AM adds of itself. */
const idTokenClaims = [
  "sub",
  "acr",
  "amr",
  "auth_time",
  "sid",
  "id_assurance_level",
  "authentication_assurance_level",
  "no_card_took_part",
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

const claimsByScope = () => ({
  profile: ["name", "family_name", "given_name", "uid"],
  email: ["email"],
  nhsperson: ["title", "idassurancelevel", "initials", "middle_names", "display_name"],
  associatedorgs: ["nhsid_user_orgs"],
  nationalrbacaccess: ["nhsid_nrbac_roles"],
  professionalmemberships: [...memberships],
  organisationalmemberships: ["nhsid_org_memberships"],
  selectedrole: ["selected_roleid"],
  changedrole: ["selected_roleid"],
});

/** Which claims each scope asks for. Those of every scope but openid come from userinfo. */
export function scopeClaims(settings: Settings): Record<string, string[]> {
  const openid =
    settings.identityAssuranceClaim === "id_assurance_level" ? idTokenClaims : [...idTokenClaims, "idassurancelevel"];
  const scopes: Record<string, string[]> = { openid, ...claimsByScope() };
  for (const scope of settings.userIdClaimScopes) scopes[scope]?.push("nhsid_useruid");
  scopes[settings.organisationRolesScope]?.push("nhsid_org_roles");
  return scopes;
}

/** The claims userinfo has of a user, for all scopes; the provider leaves out what was not asked for. */
export function userinfoClaims(user: DirectoryUser, selectedRole: string | undefined, settings: Settings) {
  const roles = user.roles.map((role) => roleClaim(role, settings));
  const organisations = organisationsOf(user);
  const initials =
    settings.initialsOf === "middle-names" ? initialsOf(middleNamesOf(user)) : initialsOf(forenamesOf(user));
  return {
    name: commonName(user),
    family_name: user.familyName,
    ...(user.givenName === "" ? {} : { given_name: user.givenName }),
    uid: user.userId,
    ...(user.email === undefined ? {} : { email: user.email }),
    nhsid_useruid: user.userId,
    ...(user.title === "" ? {} : { title: user.title }),
    idassurancelevel: String(user.idAssuranceLevel),
    ...(initials === "" ? {} : { initials }),
    ...(user.middleNames === undefined ? {} : { middle_names: user.middleNames }),
    display_name: displayName(user),
    nhsid_user_orgs: organisations.map(({ organisationCode, organisationName }) => ({
      org_name: organisationName,
      org_code: organisationCode,
    })),
    ...(roles.length === 0 && settings.rolesWhenNone === "omitted" ? {} : { nhsid_nrbac_roles: roles }),
    ...user.professionalMemberships,
    nhsid_org_memberships: organisations.map((role) => ({ ...organisationClaim(role), ...gncOf(user, role) })),
    nhsid_org_roles: organisations.map(organisationClaim),
    ...(selectedRole !== undefined && settings.selectedRoleIn !== "id_token" ? { selected_roleid: selectedRole } : {}),
  };
}

/** The assurance claims of the ID token, named and typed as the settings say. */
export function assuranceClaims({ idAssuranceLevel }: DirectoryUser, by: Authenticator, settings: Settings) {
  const { assuranceLevelType, identityAssuranceClaim: name } = settings;
  const typed = (level: number) => (assuranceLevelType === "integer" ? level : String(level));
  return {
    ...(name === "idassurancelevel" ? {} : { id_assurance_level: typed(idAssuranceLevel) }),
    ...(name === "id_assurance_level" ? {} : { idassurancelevel: typed(idAssuranceLevel) }),
    authentication_assurance_level: typed(meansOf(by, settings).level),
    ...(settings.noCardClaim === "included" && isWithoutCard(by) ? { no_card_took_part: true } : {}),
  };
}

function roleClaim(role: HeldRole, { emptyRoleLists }: Settings) {
  const list = (names: string, codes: string, values: readonly { name: string; code: string }[]) =>
    values.length === 0 && emptyRoleLists === "omitted"
      ? {}
      : { [names]: values.map(({ name }) => name), [codes]: values.map(({ code }) => code) };
  return {
    person_orgid: role.personOrgId,
    person_roleid: role.roleId,
    org_code: role.organisationCode,
    role_name: role.roleName,
    role_code: role.roleCode,
    ...list("activities", "activity_codes", role.activities),
    ...list("workgroups", "workgroups_codes", role.workgroups),
    ...list("aow", "aow_codes", role.areasOfWork),
  };
}

function organisationClaim({ personOrgId, organisationName, organisationCode }: HeldRole) {
  return { person_orgid: personOrgId, org_name: organisationName, org_code: organisationCode };
}

function gncOf({ gncNumbers = {} }: DirectoryUser, { organisationCode }: HeldRole) {
  const gnc = Object.hasOwn(gncNumbers, organisationCode) ? gncNumbers[organisationCode] : undefined;
  return gnc === undefined ? {} : { gnc };
}

function organisationsOf({ roles }: DirectoryUser): HeldRole[] {
  return [...new Map(roles.map((role) => [role.organisationCode, role])).values()];
}
