import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { structuredPatch } from "diff";
import {
  type ConfigurationInput,
  initialConfiguration,
  keyOf,
  type RelyingPartyTargetInput,
} from "../../src/conformance/index.ts";
import { personasOfRun } from "../../src/conformance/relying-party/personas-of-run.ts";
import { loadPersonas } from "../../src/fake-cis2/index.ts";
import { copyOfExample } from "./testing/copy.ts";
import { testCopy } from "./testing/test-target.ts";
import { readVariants } from "./testing/variants.ts";

const withoutRole = ["openid", "profile", "nationalrbacaccess"];

describe("a run of the target relying-party", () => {
  it("says in a sentence what is wrong, and keeps what the browser did and what CIS2 saw", async () => {
    const variant = readVariants().find(({ name }) => name === "state-not-compared");
    assert.ok(variant);
    await using copy = await copyOfExample(variant.patch);
    const results = await testCopy(copy, variant.setUp, ["RP-STATE-01"]);
    const wrongState = results.find((result) => keyOf(result) === "RP-STATE-01[wrong-state]");
    assert.equal(wrongState?.verdict, "failed");
    assert.match(wrongState.reason ?? "", /^The relying party started a session although state was not the one/);
    const evidence = new Map(wrongState.evidence.map(({ title, body }) => [title, body]));
    assert.match(evidence.get("What the browser did") ?? "", /GET .*\/callback\?.*code=%5Bredacted%5D.* 30[23]/);
    assert.match(evidence.get("What CIS2 saw") ?? "", /fault: wrong-state shown at authorization/);
    assert.match(evidence.get("The page it ended on") ?? "", /answered 200, titled "/);
  });

  // Two lines are wrong, so it is none of the variants: the example gives a browser no session cookie before the sign-in.
  it("finds a session whose cookie the browser had before the person signed in", async () => {
    const file = new URL("application.ts", import.meta.url);
    const right = await readFile(file, "utf8");
    const wrong = right
      .replace(
        'find(cookies.read(request, "session"))',
        'find(cookies.read(request, "session") ?? cookies.read(request, "sign_in"))',
      )
      .replace("const id = newSessionId()", 'const id = cookies.read(request, "sign_in") ?? newSessionId()');
    await using copy = await copyOfExample(structuredPatch("a/application.ts", "b/application.ts", right, wrong));
    const results = await testCopy(copy, "plain", ["RP-BROWSER-04"]);
    assert.deepEqual(
      results.map((result) => [keyOf(result), result.verdict]),
      [["RP-BROWSER-04", "failed"]],
    );
    assert.match(results[0]?.reason ?? "", /^The session has a cookie that the browser already had before/);
  });

  // It fails whatever needs a second look at a session, so it is none of the variants either.
  it("finds a session that has ended when the card is taken out", async () => {
    const file = new URL("sessions.ts", import.meta.url);
    const right = await readFile(file, "utf8");
    const wrong = right.replace("held.usedAt = now;", "this.#held.delete(id);");
    await using copy = await copyOfExample(structuredPatch("a/sessions.ts", "b/sessions.ts", right, wrong));
    const results = await testCopy(copy, "plain", ["RP-REMOVAL-01"]);
    assert.deepEqual(
      results.map((result) => [keyOf(result), result.verdict]),
      [["RP-REMOVAL-01", "failed"]],
    );
    assert.match(results[0]?.reason ?? "", /^The session has ended, although nothing should have ended it/);
  });

  it("judges no choice of a role by a system that does not ask for one, whatever the configuration says", async () => {
    const right = await readFile(new URL("person.ts", import.meta.url), "utf8");
    const wrong = right.replace("?? data.selected_roleid", "?? data.nhsid_nrbac_roles[0]?.person_roleid");
    await using copy = await copyOfExample(structuredPatch("a/person.ts", "b/person.ts", right, wrong));
    const readSettings: typeof copy.readSettings = (given) => ({ ...copy.readSettings(given), scope: withoutRole });
    const [result, ...others] = await testCopy({ ...copy, readSettings }, "plain", ["RP-ROLES-04"]);
    assert.equal(result?.verdict, "not applicable", result?.reason);
    assert.deepEqual(others, []);
    assert.match(result.reason ?? "", /does not ask for the scope selectedrole/);
  });

  it("judges nothing if nobody can sign in at all", async () => {
    await using copy = await copyOfExample();
    const results = await testCopy(copy, "plain", ["RP-STATE-01", "RP-SIGNIN-01"], { persona: "no-role" });
    assert.deepEqual(
      results.map(({ verdict }) => verdict),
      ["failed", "error", "error"],
    );
    assert.match(results[1]?.reason ?? "", /Nothing can be judged: a sign-in in which nothing is wrong ends without/);
  });

  it("takes the file that init writes, with the addresses of the system alone", async () => {
    await using copy = await copyOfExample();
    const folder = await mkdtemp(join(tmpdir(), "init-"));
    try {
      const results = await testCopy(
        copy,
        "plain",
        ["RP-SIGNIN-01", "RP-SIGNOUT-01", "RP-LOGOUT-01"],
        async (origin) => {
          const file = join(folder, "cis2-testkit.config.mts");
          const { text } = initialConfiguration(
            {
              startUrl: `${origin}/sign-in`,
              signedIn: "You are signed in",
              signedOut: "You are signed out",
              signOut: "Sign out",
              jwksUri: `${origin}/oidc/jwks`,
              redirectUri: `${origin}/callback`,
              backchannelLogoutUri: `${origin}/back-channel-logout`,
              cis2Port: "0",
            },
            file,
          );
          await writeFile(file, text);
          const { default: written } = (await import(pathToFileURL(file).href)) as { default: ConfigurationInput };
          return written.relyingParty ?? assert.fail("there is no relying party in it");
        },
      );
      assert.deepEqual(
        results.map((result) => `${keyOf(result)} ${result.verdict}`),
        ["RP-LOGOUT-01 passed", "RP-SIGNOUT-01 passed", "RP-SIGNIN-01 passed"],
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("what the configuration says of the run's CIS2", () => {
  const verdictsOf = async (scenarios: readonly string[], changes: Partial<RelyingPartyTargetInput>) => {
    await using copy = await copyOfExample();
    const results = await testCopy(copy, "plain", scenarios, changes);
    return results.map((result) => `${keyOf(result)} ${result.verdict}`);
  };

  it("is what the system meets: string levels and the role in userinfo, which the example takes", async () => {
    const settings = { assuranceLevelType: "string", selectedRoleIn: "both" } as const;
    assert.deepEqual(await verdictsOf(["RP-SIGNIN-01", "RP-IDENTITY-02"], { cis2: { port: 0, settings } }), [
      "RP-SIGNIN-01 passed",
      "RP-IDENTITY-02 passed",
    ]);
  });

  for (const [what, changes] of [
    ["RS512 by settings", { cis2: { port: 0, settings: { idTokenAlgorithm: "RS512" } } }],
    ["RS512 by registration", { registration: { idTokenSignedResponseAlg: "RS512" } }],
    ["client assertions by ES256", { registration: { tokenEndpointAuthSigningAlg: "ES256" } }],
  ] as const) {
    it(`is what the system meets: ${what}, which the example refuses`, async () => {
      assert.deepEqual(await verdictsOf(["RP-SIGNIN-01"], changes), ["RP-SIGNIN-01 failed"]);
    });
  }

  it("is also who signs in, beside the people of the testkit", async () => {
    const folder = await mkdtemp(join(tmpdir(), "personas-"));
    try {
      const { organisations, personas } = loadPersonas();
      const nurse = personas["one-role"];
      assert.ok(nurse);
      const own = { ...nurse, user: { ...nurse.user, familyName: "Nightingale" } };
      const file = join(folder, "personas.json");
      await writeFile(file, JSON.stringify({ organisations, personas: { "ward-sister": own } }));
      await using copy = await copyOfExample();
      const changes = {
        persona: "ward-sister",
        cis2: { port: 0, personas: file },
        signedIn: { text: "Nightingale" },
      };
      const results = await testCopy(copy, "plain", ["RP-SIGNIN-01"], changes);
      assert.deepEqual(
        results.map((result) => `${keyOf(result)} ${result.verdict}`),
        ["RP-SIGNIN-01 passed"],
      );
      const names = Object.keys(personasOfRun(file).personas);
      assert.ok(names.includes("two-roles") && names.includes("ward-sister") && !names.includes("one-role"));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
