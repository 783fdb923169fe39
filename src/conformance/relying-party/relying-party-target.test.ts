import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resolveConfiguration } from "../config/configuration.ts";
import { runFeatures } from "../runner/run-features.ts";
import { keyOf, type ScenarioResult } from "../verdicts/scenario-result.ts";
import type { Verdict } from "../verdicts/verdict.ts";
import { lendBed, RelyingPartyBed } from "./bed.ts";
import { type Omission, SmallRelyingParty } from "./testing/small-relying-party.ts";

async function test(...omit: Omission[]): Promise<readonly ScenarioResult[]> {
  const party = await SmallRelyingParty.start(...omit);
  const settings = { relyingParty: party.target };
  const { relyingParty } = resolveConfiguration({ flags: {}, environment: {}, file: { name: "the test", settings } });
  const bed = await RelyingPartyBed.start(relyingParty ?? assert.fail());
  party.useIssuer(bed.zone.issuer);
  lendBed(bed);
  try {
    return await runFeatures({ worldParameters: { target: "relying-party", vpcdPort: 1 }, tags: "@relying-party" });
  } finally {
    lendBed(undefined);
    await bed.close();
    party.close();
  }
}

const notPassed = (results: readonly ScenarioResult[], ...verdicts: readonly Verdict[]) =>
  results.filter(({ verdict }) => verdicts.includes(verdict)).map(keyOf);

describe("the target relying-party", () => {
  it("finds nothing wrong with a relying party that is right", async () => {
    const results = await test();
    assert.deepEqual(notPassed(results, "failed", "error", "review"), []);
    assert.deepEqual(notPassed(results, "warning"), ["RP-ASSERTION-01"]);
    const secretsAndPlainHttp = ["RP-AUTHENTICATION-02", "RP-SECRET-02", "RP-ASSERTION-02", "RP-ASSERTION-03"];
    const expected = [...secretsAndPlainHttp, "RP-TLS-01", "RP-TLS-02", "RP-SIGNOUT-02"];
    assert.deepEqual(notPassed(results, "not applicable"), expected);
  });

  it("finds what a relying party leaves out, and nothing else, and says it in a sentence", async () => {
    const results = await test(
      "state",
      "authentication time",
      "assurance",
      "roles",
      "logout token's issuer",
      "idle limit",
    );
    assert.deepEqual(notPassed(results, "failed", "error", "review"), [
      "RP-LOGOUT-02[wrong-issuer]",
      "RP-TIMEOUT-01",
      "RP-STATE-01[wrong-state]",
      "RP-STATE-01[missing-state]",
      "RP-FRESHNESS-01[stale-authentication]",
      "RP-FRESHNESS-01[missing-authentication-time]",
      "RP-AUTHENTICATION-01[low-authentication-assurance]",
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
});
