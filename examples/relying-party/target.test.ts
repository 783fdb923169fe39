import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { keyOf } from "../../src/conformance/index.ts";
import { copyOfExample } from "./testing/copy.ts";
import { testCopy } from "./testing/test-target.ts";
import { readVariants } from "./testing/variants.ts";

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
    assert.match(evidence.get("What the browser did") ?? "", /GET .*\/callback\?.*code=redacted.* 30[23]/);
    assert.match(evidence.get("What CIS2 saw") ?? "", /fault: wrong-state shown at authorization/);
    assert.match(evidence.get("The page it ended on") ?? "", /answered 200, titled "/);
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
});
