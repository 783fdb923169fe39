import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import { structuredPatch } from "diff";
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
    assert.match(results[0]?.reason ?? "", /^The session is one whose cookie the browser had before/);
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
