import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { resolveConfiguration } from "../config/configuration.ts";
import { runFeatures } from "../runner/run-features.ts";
import { keyOf, type ScenarioResult } from "../verdicts/scenario-result.ts";
import { lendBed, RelyingPartyBed } from "./bed.ts";
import { type Omissions, SmallRelyingParty } from "./testing/small-relying-party.ts";

async function test(omit: Omissions): Promise<readonly ScenarioResult[]> {
  const party = await SmallRelyingParty.start(omit);
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

const failed = (results: readonly ScenarioResult[]) =>
  results.filter(({ verdict }) => verdict !== "passed").map((result) => `${keyOf(result)} ${result.verdict}`);

describe("the target relying-party", () => {
  it("finds nothing wrong with a relying party that is right", async () => {
    const results = await test({});
    assert.deepEqual(failed(results), []);
  });

  it("finds what a relying party leaves out, and nothing else, and says it in a sentence", async () => {
    const results = await test({ state: true });
    assert.deepEqual(failed(results), ["RP-STATE-01[wrong-state] failed", "RP-STATE-01[missing-state] failed"]);
    const [wrongState] = results.filter(({ verdict }) => verdict === "failed");
    assert.match(wrongState?.reason ?? "", /^The relying party started a session although state was not the one/);
    const titles = wrongState?.evidence.map(({ title }) => title);
    assert.deepEqual(titles, ["What the browser did", "What CIS2 saw", "The page it ended on"]);
  });
});
