import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { skipWithoutBrowser } from "../../src/foundation/testing/browser.ts";
import { keyOf } from "../../src/conformance/index.ts";
import { copyOfExample } from "./testing/copy.ts";
import { testCopy } from "./testing/test-target.ts";
import { readVariants } from "./testing/variants.ts";

const scenarios = ["SIGNIN-01", "ROLES-04", "SECRET-01", "SIGNOUT-01", "ERRORS-02", "STATE-01"].map((id) => `RP-${id}`);

describe("a relying party in Chromium", { skip: skipWithoutBrowser() }, () => {
  it("is used as by a person, and what is wrong is shown in a picture", async () => {
    const variant = readVariants().find(({ name }) => name === "state-not-compared");
    assert.ok(variant);
    await using copy = await copyOfExample(variant.patch);
    const results = await testCopy(copy, variant.setUp, scenarios, { driver: "browser" });
    assert.deepEqual(
      results.filter(({ verdict }) => verdict !== "passed").map((one) => `${keyOf(one)} ${one.verdict}`),
      ["RP-STATE-01[wrong-state] failed", "RP-STATE-01[missing-state] failed"],
    );
    assert.equal(results.length, scenarios.length + 1);
    const picture = results.flatMap(({ evidence }) => evidence).find(({ mediaType }) => mediaType === "image/png");
    const png = Buffer.from(picture?.body ?? "", "base64");
    assert.equal(png.toString("latin1", 1, 4), "PNG");
  });
});
