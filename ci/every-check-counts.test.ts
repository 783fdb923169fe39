import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runFeatures } from "../src/conformance/index.ts";
import { assertionChecks } from "../src/fake-cis2/index.ts";

const tags = "@req:EXCHANGE-03 or @req:CIS2-15 or @req:CIS2-16 or @req:NHS-09 or @req:NHS-26";

describe("a fake CIS2 that leaves out one check of the assertion is found out by a scenario", () => {
  for (const { name } of assertionChecks) {
    it(name, async () => {
      const results = await runFeatures({
        tags,
        failFast: true,
        worldParameters: { target: "virtual", vpcdPort: 0, leaveOutCheck: name },
      });
      assert.ok(
        results.some(({ verdict }) => verdict === "failed"),
        `no scenario misses ${name}`,
      );
    });
  }
});
