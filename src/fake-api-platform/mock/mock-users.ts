/** The users of the NHS's mock authorisation service, as its public guide and the platform's tests name them. */
export interface MockUser {
  readonly level: 1 | 2 | 3;
  readonly roleCode: string;
  /** The ids of the roles in userinfo; made up, but for those the platform's tests name. */
  readonly roles: readonly string[];
  readonly selectedRole?: string;
}

export const mockUsers: Readonly<Record<string, MockUser>> = {
  "656005750104": { level: 3, roleCode: "S8000:G8000:R8008", roles: ["656014452101", "656014452102"] },
  "656005750107": { level: 3, roleCode: "S8000:G8000:R8000", roles: ["555254242105"], selectedRole: "555254242105" },
  "656005750108": { level: 3, roleCode: "S0010:G0020:R0260", roles: ["656005750108"] },
  "656005750109": { level: 2, roleCode: "S8000:G8000:R8000", roles: ["656005750109"] },
  "656005750110": { level: 1, roleCode: "S8000:G8000:R8008", roles: ["656005750110"] },
  "656005750111": { level: 2, roleCode: "S0010:G0020:R0260", roles: ["656005750111"] },
  "656005750112": { level: 2, roleCode: "S8000:G8000:R8008", roles: ["656005750112"] },
};

/** Userinfo of a mock user. */
export function mockUserinfo(username: string, { roles, roleCode }: MockUser): object {
  return {
    sub: username,
    nhsid_useruid: username,
    name: `Mock User ${username}`,
    nhsid_nrbac_roles: roles.map((role) => ({
      person_roleid: role,
      person_orgid: "555254239107",
      org_code: "RBA",
      role_code: roleCode,
    })),
  };
}
