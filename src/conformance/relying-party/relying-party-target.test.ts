import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { keyOf, type ScenarioResult } from "../verdicts/scenario-result.ts";
import type { Verdict } from "../verdicts/verdict.ts";
import { RelyingPartyRun } from "./relying-party-run.ts";
import { relyingPartyTargetSchema } from "./configuration.ts";
import { runTarget } from "./testing/run-target.ts";
import { SmallRelyingParty } from "./testing/small-relying-party.ts";

const notPassed = (results: readonly ScenarioResult[], ...verdicts: readonly Verdict[]) =>
  results.filter(({ verdict }) => verdicts.includes(verdict)).map(keyOf);

describe("the target relying-party", () => {
  it("finds nothing wrong with a relying party that is right", async () => {
    const results = await runTarget();
    assert.deepEqual(notPassed(results, "failed", "error", "review"), []);
    // What openid-client and jose leave to their users, and a secret in place of a key.
    assert.deepEqual(notPassed(results, "warning").sort(), [
      "RP-ASSERTION-01",
      "RP-AUDIENCE-01[wrong-authorized-party]",
      "RP-EXPIRY-01[issued-in-the-future]",
      "RP-LOGOUT-02[missing-id]",
      "RP-LOGOUT-07",
    ]);
    const assertions = ["RP-ASSERTION-02", "RP-ASSERTION-03", "RP-ASSERTION-04", "RP-AUTHENTICATION-02"];
    const others = ["RP-ROLES-06", "RP-SECRET-02", "RP-SIGNOUT-02", "RP-SIGNOUT-03", "RP-TLS-01", "RP-TLS-02"];
    assert.deepEqual(notPassed(results, "not applicable").sort(), [
      ...assertions,
      "RP-FRESHNESS-02[old-authentication]",
      ...others,
    ]);
  });

  it("finds what a relying party leaves out, and nothing else, and says it in a sentence", async () => {
    const results = await runTarget({
      omissions: [
        "state",
        "authentication time",
        "assurance",
        "roles",
        "logout token's issuer",
        "idle limit",
        "new session",
      ],
    });
    assert.deepEqual(notPassed(results, "failed", "error", "review"), [
      "RP-LOGOUT-02[wrong-issuer]",
      "RP-LOGOUT-02[issuer-other-case]",
      "RP-LOGOUT-02[issuer-trailing-slash]",
      "RP-LOGOUT-02[missing-issuer]",
      "RP-BROWSER-03",
      "RP-BROWSER-04",
      "RP-TIMEOUT-01",
      "RP-STATE-01[wrong-state]",
      "RP-STATE-01[missing-state]",
      "RP-FRESHNESS-01[stale-authentication]",
      "RP-FRESHNESS-01[missing-authentication-time]",
      "RP-AUTHENTICATION-01[low-authentication-assurance]",
      "RP-AUTHENTICATION-01[missing-authentication-assurance]",
      "RP-IDENTITY-01[low-identity-assurance]",
      "RP-IDENTITY-01[missing-identity-assurance]",
      "RP-ROLES-01[unknown-selected-role]",
      "RP-ROLES-01[empty-selected-role]",
    ]);
    const wrongState = results.find((result) => keyOf(result) === "RP-STATE-01[wrong-state]");
    assert.match(wrongState?.reason ?? "", /^The relying party started a session although state was not the one/);
    const evidence = new Map(wrongState?.evidence.map(({ title, body }) => [title, body]));
    assert.match(evidence.get("What the browser did") ?? "", /GET .*\/callback\?.*code=redacted.* 303/);
    assert.match(evidence.get("What CIS2 saw") ?? "", /fault: wrong-state shown at authorization/);
    assert.match(evidence.get("The page it ended on") ?? "", /answered 200, titled "Small"/);
  });

  it("judges nothing where nobody can sign in at all", async () => {
    const results = await runTarget({ settings: { persona: "no-role" }, tags: "@id:RP-STATE-01 or @id:RP-SIGNIN-01" });
    assert.deepEqual(
      results.map(({ verdict }) => verdict),
      ["failed", "error", "error"],
    );
    assert.match(results[1]?.reason ?? "", /Nothing can be judged: a sign-in in which nothing is wrong ends without/);
  });

  it("leaves nothing open where the relying party does not answer", async () => {
    const party = await SmallRelyingParty.start();
    const settings = { ...party.target, cis2: { port: await freePort() }, startSeconds: 0 };
    party.close();
    const target = relyingPartyTargetSchema.parse(settings);
    for (let time = 0; time < 2; time++) {
      // The second time the port would be taken if the first had left its fake CIS2 behind.
      await assert.rejects(RelyingPartyRun.start(target), (error) =>
        isTestkitError(error, "RELYING_PARTY_UNREACHABLE"),
      );
    }
  });

  it("names the variable that should hold the secret", async () => {
    const party = await SmallRelyingParty.start();
    const { clientSecret: _, ...rest } = party.target;
    party.close();
    const target = relyingPartyTargetSchema.parse({ ...rest, clientSecretEnvironment: "NO_SUCH_VARIABLE" });
    await assert.rejects(
      RelyingPartyRun.start(target, {}),
      (error) => isTestkitError(error, "CONFIGURATION_INVALID") && error.message.includes("NO_SUCH_VARIABLE"),
    );
  });
});

async function freePort(): Promise<number> {
  const party = await SmallRelyingParty.start();
  const { port } = new URL(party.origin);
  party.close();
  return Number(port);
}
