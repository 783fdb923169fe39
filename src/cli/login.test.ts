import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadPersonas, personaNamed } from "../fake-cis2/index.ts";
import { runInProcess } from "./testing/run-in-process.ts";

const sixRoles = personaNamed(loadPersonas(), "six-roles");
const role = sixRoles.roles[3]?.roleId ?? "";

describe("login", () => {
  it("prints the claims and the userinfo with the chosen role, and nothing else", async () => {
    const { exitCode, stdout, stderr } = await runInProcess([
      "login",
      "--persona",
      "six-roles",
      "--role",
      role,
      "--json",
    ]);
    assert.equal(exitCode, 0, stderr);
    const { claims, userinfo } = JSON.parse(stdout) as Record<"claims" | "userinfo", Record<string, unknown>>;
    assert.equal(claims["sub"], sixRoles.user.userId);
    assert.equal(claims["selected_roleid"], role);
    assert.equal(userinfo["sub"], sixRoles.user.userId);
    assert.equal(stderr, "");
  });

  it("says in words who signed in, over which issuer", async () => {
    const { exitCode, stdout } = await runInProcess(["login", "--persona", "one-role", "--network", "hscn"]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^Signed in: .*\(555000000002\)\nIssuer: +http:\/\/127\.0\.0\.1:\d+\/openam/);
  });

  it("shows the passcode nowhere", async () => {
    const { stdout, stderr } = await runInProcess(["login", "--persona", "six-roles", "--role", role, "--json"]);
    assert.ok(!`${stdout}${stderr}`.includes(sixRoles.card.passcode));
  });

  const refused: [name: string, args: string[], exitCode: number, stderr: RegExp][] = [
    ["an unknown persona, listing those there are", ["--persona", "nobody"], 2, /PERSONA_UNKNOWN.*"nobody".*one-role/],
    ["an unknown card, listing those there are", ["--card", "paper"], 2, /CARD_PROFILE_UNKNOWN.*"paper".*piv/],
    ["an unknown network, listing those there are", ["--network", "n3"], 2, /'n3'.*internet, hscn/],
    [
      "an unknown role, listing those held",
      ["--persona", "six-roles", "--role", "7"],
      2,
      new RegExp(`ROLE_NOT_HELD.*"7".*${role}`),
    ],
    ["a role that the only role is not", ["--role", "1"], 2, /ROLE_NOT_HELD.*"1"; the user's roles: 555\d+/],
    [
      "no role where one has to be chosen",
      ["--persona", "six-roles"],
      2,
      new RegExp(`ROLE_NEEDED.*${role}.*login --role`, "s"),
    ],
    ["an issuer nobody answers at", ["--issuer", "http://127.0.0.1:1/"], 4, /CIS2_UNREACHABLE.*127\.0\.0\.1:1/],
    ["an issuer that is no address", ["--issuer", "cis2"], 2, /CONFIGURATION_INVALID.*"cis2"/],
    ["a locked card", ["--persona", "locked-card"], 8, /PASSCODE_LOCKED/],
  ];
  for (const [name, args, exitCode, stderr] of refused) {
    it(`refuses ${name}`, async () => {
      const result = await runInProcess(["login", ...args]);
      assert.equal(result.exitCode, exitCode, result.stderr);
      assert.match(result.stderr, stderr);
      assert.equal(result.stdout, "");
    });
  }
});
