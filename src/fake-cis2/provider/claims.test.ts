import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DirectoryUser, HeldRole } from "../../care-identity/directory/directory.ts";
import { parseSettings } from "../settings/settings.ts";
import { scopeClaims, userinfoClaims } from "./claims.ts";

const role: HeldRole = {
  roleId: "656014452101",
  personOrgId: "656008045105",
  organisationCode: "Y51",
  organisationName: "A Programme",
  roleCode: "S8001:G8002:R8008",
  roleName: '"Support":"Support":"Admin/Clinical Support Access Role"',
  activities: [{ name: "Read", code: "B0145" }],
  areasOfWork: [],
  workgroups: [],
};
const elsewhere = { ...role, organisationCode: "X09", organisationName: "Another", personOrgId: "656005753107" };
const user: DirectoryUser = {
  userId: "656005750104",
  title: "Mr",
  givenName: "Test",
  middleNames: "Surekha",
  familyName: "User",
  email: "test.user@emulated.example",
  idAssuranceLevel: 3,
  active: true,
  registered: true,
  professionalMemberships: { gmc_id: "GMC123", consultant_id: "TestConsultant" },
  gncNumbers: { Y51: "GNC123" },
  roles: [role, elsewhere],
};
const settings = parseSettings();

describe("userinfo", () => {
  it("omits what a role does not have, and gives the rest as lists of names and codes", () => {
    const [first] = userinfoClaims(user, undefined, settings).nhsid_nrbac_roles ?? [];
    assert.deepEqual(Object.keys(first ?? {}), [
      "person_orgid",
      "person_roleid",
      "org_code",
      "role_name",
      "role_code",
      "activities",
      "activity_codes",
    ]);
    const empty = parseSettings({ emptyRoleLists: "empty" });
    const [whole] = userinfoClaims(user, undefined, empty).nhsid_nrbac_roles ?? [];
    assert.deepEqual({ ...whole }["workgroups_codes" as keyof typeof whole], []);
  });

  it("names professional memberships as CIS2 does, and gnc only where the person has a number", () => {
    const claims = userinfoClaims(user, undefined, settings);
    assert.equal((claims as Record<string, unknown>)["gmc_id"], "GMC123");
    assert.deepEqual(claims.nhsid_org_memberships, [
      { person_orgid: "656008045105", org_name: "A Programme", org_code: "Y51", gnc: "GNC123" },
      { person_orgid: "656005753107", org_name: "Another", org_code: "X09" },
    ]);
    assert.deepEqual(claims.nhsid_org_roles, [
      { person_orgid: "656008045105", org_name: "A Programme", org_code: "Y51" },
      { person_orgid: "656005753107", org_name: "Another", org_code: "X09" },
    ]);
    assert.deepEqual(scopeClaims(settings)["professionalmemberships"], [
      "gmc_id",
      "gdp_id",
      "gdc_id",
      "rcn_id",
      "gmp_id",
      "nmc_id",
      "consultant_id",
      "gphc_id",
    ]);
  });

  it("has the initials of the middle names, by character, and none without them", () => {
    assert.equal(userinfoClaims(user, undefined, settings).initials, "S");
    assert.equal(userinfoClaims({ ...user, middleNames: undefined }, undefined, settings).initials, undefined);
    const all = parseSettings({ initialsOf: "given-and-middle-names" });
    assert.equal(userinfoClaims({ ...user, givenName: "\u{1D4D0}da" }, undefined, all).initials, "\u{1D4D0}S");
  });

  it("has no e-mail address and no given name for a person without them", () => {
    const mononym = userinfoClaims({ ...user, email: undefined, givenName: "", title: "" }, undefined, settings);
    assert.equal("email" in mononym, false);
    assert.equal("given_name" in mononym, false);
    assert.deepEqual([mononym.name, mononym.display_name], ["User", "User"]);
  });
});
